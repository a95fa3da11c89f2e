package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.forecast.model.FinishedBook;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.ReaderHistory;
import pl.chronobook.forecast.model.Session;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.Facts;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * Forecasts for readers, each computed once for the same facts on the same day.
 */
@Service
public class Forecasts {

	private final ForecastEngine engine = new ForecastEngine();

	private final Snapshots snapshots;

	private final ReadingHistory history;

	private final Readers readers;

	private final Clock clock;

	Forecasts(Snapshots snapshots, ReadingHistory history, Readers readers, Clock clock) {
		this.snapshots = snapshots;
		this.history = history;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * The forecast for the reader's list as it stands now: the stored one if nothing has
	 * changed since, else a new one.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	@Transactional
	public Optional<Snapshot> forecast(ReaderId reader) {
		Reader account = this.readers.get(reader);
		Instant now = this.clock.instant();
		LocalDate today = account.dayOf(now);
		return this.snapshots.find(reader, this.history.revisionOf(reader), today)
			.or(() -> compute(account, now, today));
	}

	/**
	 * The pace that a reader without a history assumes.
	 * @return pages a week; empty if the reader was not asked yet
	 */
	@Transactional(readOnly = true)
	public OptionalInt assumedPagesPerWeek(ReaderId reader) {
		return this.snapshots.assumedPagesPerWeek(reader);
	}

	/**
	 * Takes the reader's own guess as the pace, until a history corrects it.
	 * @param pagesPerWeek 1 to 5,000
	 */
	@Transactional
	public void assume(ReaderId reader, int pagesPerWeek) {
		this.snapshots.assume(reader, pagesPerWeek);
	}

	private Optional<Snapshot> compute(Reader account, Instant now, LocalDate today) {
		ReaderId reader = account.id();
		Facts facts = this.history.factsOf(reader);
		ReaderHistory past = past(facts, account);
		OptionalInt assumed = this.snapshots.assumedPagesPerWeek(reader);
		List<Double> queue = facts.queue().stream().map(book -> (double) book.remainingPages()).toList();
		LocalDate origin = origin(past, today);
		return this.engine
			.forecast(new ForecastRequest(past, origin, queue, List.of(),
					assumed.isPresent() ? (double) assumed.getAsInt() : null, null))
			.map(forecast -> {
				Snapshot snapshot = new Snapshot(now, origin, facts.revision(),
						facts.queue().stream().map(book -> book.entry().value()).toList(),
						(int) facts.queue().stream().map(QueuedBook::pageCount).filter(pages -> pages == null).count(),
						forecast);
				this.snapshots.save(reader, snapshot);
				return snapshot;
			});
	}

	/**
	 * The future begins today, or tomorrow if something of today is known already: then
	 * it counts as history at once.
	 */
	private static LocalDate origin(ReaderHistory past, LocalDate today) {
		boolean readToday = Stream
			.concat(past.sessions().stream().map(session -> session.end().toLocalDate()),
					past.books().stream().map(FinishedBook::finished))
			.anyMatch(today::equals);
		return readToday ? today.plusDays(1) : today;
	}

	private static ReaderHistory past(Facts facts, Reader account) {
		List<Session> sessions = facts.sessions().stream().map(session -> {
			LocalDateTime start = LocalDateTime.ofInstant(session.start(), account.zone())
				.minusHours(account.dayEndsAt());
			return new Session(start, start.plus(session.active()), session.pages());
		}).toList();
		List<FinishedBook> books = facts.finished()
			.stream()
			.filter(reading -> reading.pages() != null && reading.dates().end() != null)
			.map(reading -> new FinishedBook(reading.dates().start(), Objects.requireNonNull(reading.dates().end()),
					Objects.requireNonNull(reading.pages())))
			.toList();
		return new ReaderHistory(sessions, books);
	}

}
