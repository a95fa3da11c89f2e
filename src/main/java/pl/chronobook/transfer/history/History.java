package pl.chronobook.transfer.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.RejectedRow;

/**
 * The history in a file.
 *
 * @param readers the readers in the file with their number of rows, if there are several
 * and none was chosen
 * @param books the books, in list order
 * @param rejected rows that are left out
 * @param oddities the lines of rows that are imported with doubts or repairs
 * @param notes notes for the reader, with a count each
 * @param shelves shelves whose meaning only the reader knows, with their number of books
 */
public record History(Map<String, Integer> readers, List<ImportedBook> books, List<RejectedRow> rejected,
		Map<Oddity, List<Integer>> oddities, Map<Note, Integer> notes, Map<String, Integer> shelves) {

	/** Creates a history without shelves of the reader's own. */
	public History(Map<String, Integer> readers, List<ImportedBook> books, List<RejectedRow> rejected,
			Map<Oddity, List<Integer>> oddities, Map<Note, Integer> notes) {
		this(readers, books, rejected, oddities, notes, Map.of());
	}

	/**
	 * Returns the same history with one more note.
	 */
	public History with(Note note) {
		return with(note, 1);
	}

	/** Returns the same history with a note, unless its count is 0. */
	public History with(Note note, int count) {
		if (count == 0) {
			return this;
		}
		Map<Note, Integer> more = new TreeMap<>(this.notes);
		more.put(note, count);
		return new History(this.readers, this.books, this.rejected, this.oddities, more, this.shelves);
	}

	/**
	 * Returns the history of another program without its doubtful data: dates that were
	 * entered in bulk count as no evidence, and implausible sessions are left out, unless
	 * the reader has chosen otherwise.
	 */
	public History sifted(Choices choices) {
		Set<LocalDate> bulk = BulkDates.of(this.books);
		boolean skipOdd = !Boolean.FALSE.equals(choices.skipOdd());
		List<ImportedBook> sifted = new ArrayList<>(this.books.size());
		int doubtful = 0;
		int odd = 0;
		for (ImportedBook book : this.books) {
			List<ArchivedReading> readings = book.readings();
			if (readings.stream().anyMatch(reading -> BulkDates.isDoubtful(reading, bulk))) {
				doubtful++;
				readings = readings.stream()
					.map(reading -> !BulkDates.isDoubtful(reading, bulk) ? reading
							: new ArchivedReading(reading.dates(), reading.completed(), choices.trustsBulkDates()))
					.toList();
			}
			List<SessionRecord> sessions = book.sessions()
				.stream()
				.filter(session -> !BookDraft.isOdd(session))
				.toList();
			odd += book.sessions().size() - sessions.size();
			sifted.add(book.with(readings, skipOdd ? sessions : book.sessions()));
		}
		int withoutLength = (int) sifted.stream().filter(ImportedBook::isWithoutLength).count();
		return new History(this.readers, sifted, this.rejected, this.oddities, this.notes, this.shelves)
			.with(Note.BULK_DATES, doubtful)
			.with(Note.ODD_SESSIONS, odd)
			.with(Note.WITHOUT_LENGTH, withoutLength);
	}

	/**
	 * A doubt about an imported row, or its repair; the text is {@code
	 * transfer.odd.NAME}.
	 */
	public enum Oddity {

		LONG_SESSION, FAST_SESSION, UNREADABLE_DATE, PARTIAL_DATE, UNREADABLE_LENGTH, IMPLAUSIBLE_LENGTH, SHARED_ISBN,
		JOINED_BY_TITLE, END_BEFORE_START, SHORT_ROW, UNREADABLE_RATING

	}

	/**
	 * A note for the reader on the interpretation of a file; the text is {@code
	 * transfer.note.NAME}.
	 */
	public enum Note {

		WINDOWS_1250, DAMAGED_UTF_8, REPEATED, UNREADABLE_ISBN, TITLES_FROM_NUMBERS, COUNTED_AS_FINISHED,
		COUNTED_AS_READING, COUNTED_AS_ABANDONED, BULK_DATES, ODD_SESSIONS, WITHOUT_LENGTH, FINISHED_WITHOUT_DATE,
		DELETED_BOOKS, SHORT_SESSIONS, ESTIMATED_PAGES, STALE_BOOKS, WITHOUT_TITLE, REACHED_THE_END, READ_AGAIN,
		OTHER_EDITION, SAMPLES, WITHOUT_TIMES, ONLY_OPENED, OVERLAPPING, OTHER_MEDIA, WITHOUT_HEADER, UNWRAPPED_ROWS,
		MIXED_ENCODINGS, PREVIEWS, ONLY_TOTAL_TIME, ONLY_PERCENT, DELETED_ROWS, GIVEN_UP_BY_TAG, DOUBLE_ENCODED,
		OTHER_CODE_PAGE, OTHER_SHELVES, READ_MORE_THAN_ONCE, NEVER_OPENED, RATED_UP_TO_10, RATED_UP_TO_20,
		RATED_UP_TO_100

	}

}
