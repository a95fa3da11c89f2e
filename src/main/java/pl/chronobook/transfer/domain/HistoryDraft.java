package pl.chronobook.transfer.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.domain.History.Note;
import pl.chronobook.transfer.domain.History.Oddity;

/**
 * A history while its rows are being collected, with what all formats check.
 */
final class HistoryDraft {

	private static final int LONGEST_TITLE = 500;

	private static final int LONGEST_AUTHOR = 300;

	private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

	private final ZoneId zone;

	private final Instant now;

	private final Map<String, BookDraft> books = new LinkedHashMap<>();

	private final Map<Oddity, List<Integer>> oddities = new EnumMap<>(Oddity.class);

	private final Map<Note, Integer> notes = new EnumMap<>(Note.class);

	HistoryDraft(HistoryFormat.Reading reading) {
		this.zone = reading.zone();
		this.now = reading.now();
	}

	Map<String, BookDraft> books() {
		return this.books;
	}

	void note(Note note) {
		this.notes.merge(note, 1, Integer::sum);
	}

	/**
	 * Reads a sitting.
	 * @throws RejectedRowException if it cannot have happened
	 */
	Moment.Interval interval(String start, String end) {
		return checked(Moment.between(Moment.parse(start), Moment.parse(end), this.zone));
	}

	/**
	 * Checks a sitting.
	 * @throws RejectedRowException if it cannot have happened
	 */
	Moment.Interval checked(Moment.Interval time) {
		if (time.end().isAfter(this.now)) {
			throw new RejectedRowException(RowProblem.IN_THE_FUTURE);
		}
		if (time.start().isBefore(EARLIEST.atStartOfDay(this.zone).toInstant())) {
			throw new RejectedRowException(RowProblem.TOO_EARLY);
		}
		return time;
	}

	/**
	 * Adds a sitting to a book, remarking what is odd about it.
	 * @param line where it stands; 0 if in no line
	 */
	void add(BookDraft book, SessionRecord session, int line) {
		if (!book.add(session)) {
			note(Note.REPEATED);
			return;
		}
		if (BookDraft.isLong(session)) {
			remark(Oddity.LONG_SESSION, line);
		}
		if (BookDraft.isFast(session)) {
			remark(Oddity.FAST_SESSION, line);
		}
	}

	/**
	 * Adds a reading to a book.
	 * @throws RejectedRowException if it lies in the future or a second one would be open
	 */
	void add(BookDraft book, ArchivedReading reading) {
		LocalDate today = LocalDate.ofInstant(this.now, this.zone);
		LocalDate start = reading.dates().start();
		LocalDate end = reading.dates().end();
		if ((start != null && start.isAfter(today)) || (end != null && end.isAfter(today))) {
			throw new RejectedRowException(RowProblem.IN_THE_FUTURE);
		}
		if (!book.add(reading)) {
			note(Note.REPEATED);
		}
	}

	/**
	 * The book that a row of another program speaks of; what is too long is cut, and an
	 * author may be missing.
	 * @param key what the program calls it, or empty
	 * @throws RejectedRowException if it has no title
	 */
	BookDraft book(String key, String title, String author, @Nullable Isbn isbn) {
		String shownTitle = cut(Cells.text(title), LONGEST_TITLE);
		if (shownTitle.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_TITLE);
		}
		String cutAuthor = cut(Cells.text(author), LONGEST_AUTHOR);
		String shownAuthor = cutAuthor.isEmpty() ? Titles.UNKNOWN_AUTHOR : cutAuthor;
		String name = !key.isEmpty() ? key
				: (isbn != null) ? isbn.value() : (shownTitle + '\n' + shownAuthor).toLowerCase(Locale.ROOT);
		return this.books.computeIfAbsent(name, _ -> new BookDraft(shownTitle, shownAuthor, isbn));
	}

	private static String cut(String text, int length) {
		return (text.length() <= length) ? text : text.substring(0, length - 1).strip() + "…";
	}

	History toHistory(Map<String, Integer> readers, List<RejectedRow> rejected) {
		this.books.values().removeIf(BookDraft::isEmpty);
		return new History(readers, this.books.values().stream().map(book -> book.toBook(this.zone, this.now)).toList(),
				rejected, this.oddities, this.notes);
	}

	private void remark(Oddity oddity, int line) {
		this.oddities.computeIfAbsent(oddity, key -> new ArrayList<>()).add(line);
	}

}
