package pl.chronobook.transfer.incoming;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;

/**
 * Looks up the lengths of imported books without one, one book after the other and with
 * pauses. A book whose length is not found is shown on the list with a question, or keeps
 * the length that the reader assumed for it.
 */
@Component
class LengthLookups {

	/** The pause after a provider did not answer. */
	private static final Duration LATER = Duration.ofMinutes(30);

	/** The most attempts for a book. */
	private static final int ATTEMPTS = 8;

	/** The time for which a book is reserved for the replica that looks it up. */
	private static final Duration TURN = Duration.ofMinutes(2);

	private final JdbcClient jdbc;

	private final Catalog catalog;

	private final ReadingArchive archive;

	/** Marks the books whose length is assumed. */
	private final String assumed;

	private final Clock clock;

	LengthLookups(JdbcClient jdbc, Catalog catalog, ReadingArchive archive, MessageSource messages, Clock clock) {
		this.jdbc = jdbc;
		this.catalog = catalog;
		this.archive = archive;
		this.assumed = messages.getMessage("transfer.pasted.assumed-length", null, Locale.of("pl"));
		this.clock = clock;
	}

	/** Queues those of the books whose length the catalog does not know. */
	void ask(ReaderId reader, Collection<BookId> books) {
		List<BookId> listed = this.archive.listed(reader)
			.stream()
			.map(ReadingArchive.ListedBook::book)
			.filter(books::contains)
			.toList();
		List<String> unknown = this.catalog.find(reader, listed)
			.values()
			.stream()
			.filter(book -> book.pageCount() == null)
			.map(book -> book.id().value().toString())
			.toList();
		this.jdbc.sql("""
				INSERT INTO length_lookups (user_id, book_id, due_at)
				SELECT :reader, book, :now FROM unnest(:books::uuid[]) AS book
				ON CONFLICT DO NOTHING""")
			.param("reader", reader.value())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("books", unknown.toArray(String[]::new))
			.update();
	}

	/** Returns the number of queued books of a reader. */
	int waiting(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM length_lookups WHERE user_id = ?")
			.param(reader.value())
			.query(Integer.class)
			.single();
	}

	/** Looks up the next book, if one is due. */
	@Scheduled(fixedDelayString = "PT3S")
	void lookUpNext() {
		Instant now = this.clock.instant();
		List<Lookup> due = this.jdbc.sql("""
				UPDATE length_lookups SET due_at = :later, attempts = attempts + 1
				WHERE (user_id, book_id) = (
				    SELECT user_id, book_id FROM length_lookups WHERE due_at <= :now
				    ORDER BY due_at, book_id LIMIT 1 FOR UPDATE SKIP LOCKED)
				RETURNING user_id, book_id, attempts""")
			.param("later", Timestamp.from(now.plus(TURN)))
			.param("now", Timestamp.from(now))
			.query((row, number) -> new Lookup(new ReaderId(row.getObject("user_id", UUID.class)),
					new BookId(row.getObject("book_id", UUID.class)), row.getInt("attempts")))
			.list();
		due.forEach(lookup -> lookUp(lookup, now));
	}

	private void lookUp(Lookup lookup, Instant now) {
		Book book = this.catalog.find(lookup.reader(), List.of(lookup.book())).get(lookup.book());
		if (book == null) {
			forget(lookup);
			return;
		}
		try {
			Optional<PageCount> length = Optional.ofNullable(book.pageCount())
				.or(() -> this.catalog.lookUpLength(book));
			length.ifPresent(
					pages -> this.archive.fillLengths(lookup.reader(), Map.of(lookup.book(), pages), this.assumed));
			forget(lookup);
		}
		catch (CatalogUnavailableException ex) {
			if (lookup.attempts() >= ATTEMPTS) {
				forget(lookup);
			}
			else {
				postponeAll(now.plus(LATER));
			}
		}
	}

	/**
	 * Postpones all books, because a provider that does not answer for one will not for
	 * the next either.
	 */
	private void postponeAll(Instant until) {
		this.jdbc.sql("UPDATE length_lookups SET due_at = :until WHERE due_at < :until")
			.param("until", Timestamp.from(until))
			.update();
	}

	private void forget(Lookup lookup) {
		this.jdbc.sql("DELETE FROM length_lookups WHERE user_id = ? AND book_id = ?")
			.params(lookup.reader().value(), lookup.book().value())
			.update();
	}

	private record Lookup(ReaderId reader, BookId book, int attempts) {
	}

}
