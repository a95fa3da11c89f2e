package pl.chronobook.forecast.facts;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.HistoryBuilder;
import pl.chronobook.forecast.model.history.ReaderDays;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.reading.ReadingHistory.Facts;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;
import pl.chronobook.reading.SessionRecord;

/**
 * The reading history and the queue of a reader in one revision of the list.
 *
 * @param revision the revision of the list
 * @param queue the books to be finished in their order
 * @param finished every finished reading whose last day is known
 * @param past everything read, in the reader's own days
 */
public record ReaderFacts(long revision, List<QueuedBook> queue, List<FinishedReading> finished, ReaderHistory past) {

	/**
	 * Converts stored facts into the form that the forecast engine takes.
	 * @param zone the reader's time zone
	 * @param dayEndsAt hours after midnight at which the reader's day ends
	 */
	public static ReaderFacts of(Facts facts, ZoneId zone, int dayEndsAt) {
		HistoryBuilder past = new HistoryBuilder(new ReaderDays(zone, dayEndsAt));
		for (SessionRecord session : facts.sessions()) {
			past.addSession(session.start(), session.end(), session.paused(), session.pages());
		}
		for (FinishedReading reading : facts.finished()) {
			past.addReading(reading.dates().start(), reading.dates().end(), reading.pages(), reading.evidence());
		}
		return new ReaderFacts(facts.revision(), facts.queue(), facts.finished(), past.build());
	}

	/** Converts the finished readings that the engine can use. */
	public static List<FinishedBook> books(List<FinishedReading> finished) {
		return finished.stream()
			.flatMap(reading -> HistoryBuilder
				.finishedBook(reading.dates().start(), reading.dates().end(), reading.pages(), reading.evidence())
				.stream())
			.toList();
	}

	/**
	 * Returns the first day of the future: today, or tomorrow if some reading of today is
	 * recorded, because that is history already.
	 */
	public LocalDate origin(LocalDate today) {
		boolean readToday = this.past.sessions().stream().anyMatch(session -> session.end().toLocalDate().equals(today))
				|| this.past.books().stream().anyMatch(book -> book.finished().equals(today));
		return readToday ? today.plusDays(1) : today;
	}

}
