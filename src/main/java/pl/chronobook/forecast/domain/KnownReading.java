package pl.chronobook.forecast.domain;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

import pl.chronobook.forecast.model.FinishedBook;
import pl.chronobook.forecast.model.ReaderHistory;
import pl.chronobook.forecast.model.Session;
import pl.chronobook.identity.Reader;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.Facts;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * What readers have read and are going to read, as the engine takes it. Kept for a while
 * for each revision, so that somebody who drags a slider does not load years of sessions
 * with every step.
 */
@Component
class KnownReading {

	/** Sessions and books that are kept in memory, of all readers together. */
	private static final int MOST = 100_000;

	private static final int OVERHEAD = 50;

	private static final Duration REST = Duration.ofMinutes(10);

	private final ReadingHistory history;

	private final Cache<Key, Known> known = Caffeine.newBuilder()
		.maximumWeight(MOST)
		.<Key, Known>weigher((key, reading) -> reading.weight())
		.expireAfterAccess(REST)
		.build();

	KnownReading(ReadingHistory history) {
		this.history = history;
	}

	/** What is known now of a reader. */
	Known of(Reader account) {
		Known kept = this.known.getIfPresent(new Key(account, this.history.revisionOf(account.id())));
		if (kept != null) {
			return kept;
		}
		Facts facts = this.history.factsOf(account.id());
		Known loaded = new Known(facts.revision(), facts.queue(), facts.finished(), past(facts, account));
		this.known.put(new Key(account, loaded.revision()), loaded);
		return loaded;
	}

	private static ReaderHistory past(Facts facts, Reader account) {
		List<Session> sessions = facts.sessions().stream().map(session -> {
			LocalDateTime start = LocalDateTime.ofInstant(session.start(), account.zone())
				.minusHours(account.dayEndsAt());
			return new Session(start, start.plus(session.active()), session.pages());
		}).toList();
		return new ReaderHistory(sessions, books(facts.finished()));
	}

	/** Finished books whose length and days are known, as the engine takes them. */
	static List<FinishedBook> books(List<FinishedReading> finished) {
		return finished.stream()
			.filter(reading -> reading.evidence() && reading.pages() != null && reading.dates().end() != null)
			.map(reading -> new FinishedBook(reading.dates().start(), Objects.requireNonNull(reading.dates().end()),
					Objects.requireNonNull(reading.pages())))
			.toList();
	}

	/**
	 * What a reader has read and is going to read, in one revision of the list.
	 *
	 * @param revision of the list
	 * @param queue the books to be finished in their order
	 * @param finished every finished reading whose last day is known
	 * @param past everything read, in the reader's own days
	 */
	record Known(long revision, List<QueuedBook> queue, List<FinishedReading> finished, ReaderHistory past) {

		/**
		 * The future begins today, or tomorrow if something of today is known already:
		 * then it counts as history at once.
		 */
		LocalDate origin(LocalDate today) {
			boolean readToday = this.past.sessions()
				.stream()
				.anyMatch(session -> session.end().toLocalDate().equals(today))
					|| this.past.books().stream().anyMatch(book -> book.finished().equals(today));
			return readToday ? today.plusDays(1) : today;
		}

		private int weight() {
			return OVERHEAD + this.queue.size() + this.past.sessions().size() + this.past.books().size();
		}

	}

	/**
	 * A reader's zone and the end of the day shape the facts, so they belong to the key.
	 */
	private record Key(Reader account, long revision) {
	}

}
