package pl.chronobook.forecast.model.history;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * All that one reader has read. Both lists may come in any order and are kept in order of
 * time.
 *
 * @param sessions reading sessions by start
 * @param books finished books by the day of finishing
 */
public record ReaderHistory(List<Session> sessions, List<FinishedBook> books) {

	public ReaderHistory {
		sessions = sessions.stream()
			.sorted(Comparator.comparing(Session::start)
				.thenComparing(Session::end)
				.thenComparingDouble(Session::pages))
			.toList();
		books = books.stream()
			.sorted(Comparator.comparing(FinishedBook::finished).thenComparingDouble(FinishedBook::pages))
			.toList();
	}

	public List<Session> sessionsBefore(LocalDate origin) {
		LocalDateTime midnight = origin.atStartOfDay();
		return sessions.stream().filter(session -> session.end().isBefore(midnight)).toList();
	}

	public List<FinishedBook> booksBefore(LocalDate origin) {
		return books.stream().filter(book -> book.finished().isBefore(origin)).toList();
	}

	/** The history of a new reader, who has read nothing yet. */
	public static ReaderHistory empty() {
		return new ReaderHistory(List.of(), List.of());
	}

}
