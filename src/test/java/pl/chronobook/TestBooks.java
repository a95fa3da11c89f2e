package pl.chronobook;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

/**
 * Stores shared books and list entries for tests.
 */
public final class TestBooks {

	private TestBooks() {
	}

	public static BookId create(JdbcClient jdbc, String title, @Nullable Integer pages) {
		return new BookId(jdbc
			.sql("INSERT INTO books (title, author, page_count) VALUES (?, 'Bolesław Prus', ?) RETURNING book_id")
			.params(title, pages)
			.query(UUID.class)
			.single());
	}

	public static EntryId onList(JdbcClient jdbc, ReaderId reader, String title, @Nullable Integer pages) {
		BookId book = create(jdbc, title, pages);
		jdbc.sql(
				"INSERT INTO reading_lists (user_id) VALUES (?) ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + 1")
			.param(reader.value())
			.update();
		return new EntryId(jdbc.sql("""
				INSERT INTO user_tbr_list (user_id, book_id, page_count, position)
				SELECT ?, ?, ?, coalesce(max(position), 0) + 1 FROM user_tbr_list WHERE user_id = ?
				RETURNING tbr_id""")
			.params(reader.value(), book.value(), pages, reader.value())
			.query(UUID.class)
			.single());
	}

}
