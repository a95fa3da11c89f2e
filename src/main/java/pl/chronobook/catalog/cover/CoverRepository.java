package pl.chronobook.catalog.cover;

import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;

/**
 * Reads and writes the table {@code book_covers}.
 */
@Repository
class CoverRepository {

	private final JdbcClient jdbc;

	CoverRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<StoredCover> find(ReaderId reader, BookId book) {
		return this.jdbc.sql("""
				SELECT b.title, b.author, b.cover_url, c.image, c.fetched_at
				FROM books b LEFT JOIN book_covers c USING (book_id)
				WHERE b.book_id = :book AND (b.owner_id IS NULL OR b.owner_id = :reader)
				""").param("book", book.value()).param("reader", reader.value()).query((row, index) -> {
			String address = row.getString("cover_url");
			byte[] image = row.getBytes("image");
			Timestamp tried = row.getTimestamp("fetched_at");
			return new StoredCover(row.getString("title"), row.getString("author"),
					(address != null) ? URI.create(address) : null,
					(image != null) ? Picture.of(image) : Optional.empty(), (tried != null) ? tried.toInstant() : null);
		}).optional();
	}

	/**
	 * Stores a picture, or the fact that there is none.
	 */
	void remember(BookId book, Optional<Picture> picture, Instant at) {
		this.jdbc.sql("""
				INSERT INTO book_covers (book_id, media_type, image, fetched_at)
				SELECT book_id, :type, :image, :at FROM books WHERE book_id = :book
				ON CONFLICT (book_id) DO UPDATE
				SET media_type = excluded.media_type, image = excluded.image, fetched_at = excluded.fetched_at
				WHERE book_covers.image IS NULL
				""")
			.param("book", book.value())
			.param("type", picture.map(known -> known.type().toString()).orElse(null), java.sql.Types.VARCHAR)
			.param("image", picture.map(Picture::bytes).orElse(null), java.sql.Types.BINARY)
			.param("at", Timestamp.from(at))
			.update();
	}

	record StoredCover(String title, String author, @Nullable URI address, Optional<Picture> picture,
			@Nullable Instant triedAt) {
	}

}
