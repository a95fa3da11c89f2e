package pl.chronobook.transfer.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.history.History.Note;

/**
 * Infers the status of books from sessions alone.
 */
public final class Placing {

	/**
	 * The time without a session before the end of the history after which a book counts
	 * as given up.
	 */
	static final Duration GIVEN_UP_AFTER = Duration.ofDays(60);

	private Placing() {
	}

	/**
	 * Sets the status of books without one: finished by their pages; of the others, the
	 * one begun last and those opened lately are being read, and the rest was given up.
	 */
	public static void bySessions(HistoryDraft history, Predicate<BookDraft> finished, ZoneId zone) {
		List<BookDraft> books = history.books()
			.values()
			.stream()
			.filter(book -> !book.isPlaced() && !book.sessions().isEmpty())
			.toList();
		if (books.isEmpty()) {
			return;
		}
		Instant end = books.stream().map(BookDraft::lastRead).max(Comparator.naturalOrder()).orElseThrow();
		Optional<BookDraft> lastBegun = books.stream()
			.filter(finished.negate())
			.max(Comparator.comparing(BookDraft::begun));
		for (BookDraft book : books) {
			if (finished.test(book)) {
				book.placeBySessions(ReadingStatus.FINISHED, zone);
				history.note(Note.COUNTED_AS_FINISHED);
			}
			else if (lastBegun.orElseThrow() == book || isRecent(book, end)) {
				book.placeBySessions(ReadingStatus.READING, zone);
				history.note(Note.COUNTED_AS_READING);
			}
			else {
				book.placeBySessions(ReadingStatus.ABANDONED, zone);
				history.note(Note.COUNTED_AS_ABANDONED);
			}
		}
	}

	public static boolean isRecent(BookDraft book, Instant end) {
		return !book.lastRead().isBefore(end.minus(GIVEN_UP_AFTER));
	}

}
