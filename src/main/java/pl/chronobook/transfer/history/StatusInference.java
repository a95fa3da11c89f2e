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
public final class StatusInference {

	/**
	 * A book without a session in the last days of the history, as many as this, counts
	 * as abandoned.
	 */
	static final Duration ABANDONED_AFTER = Duration.ofDays(60);

	private StatusInference() {
	}

	/**
	 * Infers the status of all books that have sessions but no status. A book for which
	 * {@code finished} holds is finished. Of the others, the one begun last and those
	 * read in the last 60 days of the history are being read; the rest are abandoned.
	 */
	public static void apply(HistoryDraft history, Predicate<BookDraft> finished, ZoneId zone) {
		List<BookDraft> books = history.books()
			.values()
			.stream()
			.filter(book -> !book.hasStatus() && !book.sessions().isEmpty())
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
				book.inferStatus(ReadingStatus.FINISHED, zone);
				history.note(Note.COUNTED_AS_FINISHED);
			}
			else if (lastBegun.orElseThrow() == book || isRecent(book, end)) {
				book.inferStatus(ReadingStatus.READING, zone);
				history.note(Note.COUNTED_AS_READING);
			}
			else {
				book.inferStatus(ReadingStatus.ABANDONED, zone);
				history.note(Note.COUNTED_AS_ABANDONED);
			}
		}
	}

	/** Returns whether a book was read in the last 60 days before {@code end}. */
	public static boolean isRecent(BookDraft book, Instant end) {
		return !book.lastRead().isBefore(end.minus(ABANDONED_AFTER));
	}

}
