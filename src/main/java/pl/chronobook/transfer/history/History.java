package pl.chronobook.transfer.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.SessionRecord;

/**
 * What a file says.
 *
 * @param readers whose rows the file holds, with their number, if it names several and
 * none was chosen
 * @param books the books, in list order
 * @param rejected rows that are left out
 * @param oddities rows that are taken although they look odd: on which lines they are
 * @param notes what the reader should know, with a number each
 */
public record History(Map<String, Integer> readers, List<ImportedBook> books, List<RejectedRow> rejected,
		Map<Oddity, List<Integer>> oddities, Map<Note, Integer> notes) {

	/**
	 * The same with one more thing to know.
	 */
	History with(Note note) {
		return with(note, 1);
	}

	private History with(Note note, int count) {
		if (count == 0) {
			return this;
		}
		Map<Note, Integer> more = new TreeMap<>(this.notes);
		more.put(note, count);
		return new History(this.readers, this.books, this.rejected, this.oddities, more);
	}

	/**
	 * What another program's history is worth: dates that many books share are no
	 * evidence, and sessions that nobody can have had are left out, unless the reader
	 * says otherwise.
	 */
	History sifted(Choices choices) {
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
		int withoutLength = (int) sifted.stream().filter(book -> book.book().pageCount() == null).count();
		return new History(this.readers, sifted, this.rejected, this.oddities, this.notes)
			.with(Note.BULK_DATES, doubtful)
			.with(Note.ODD_SESSIONS, odd)
			.with(Note.WITHOUT_LENGTH, withoutLength);
	}

	/**
	 * What looks odd about a session; the text is {@code transfer.odd.NAME}.
	 */
	public enum Oddity {

		LONG_SESSION, FAST_SESSION

	}

	/**
	 * What the reader should know of how a file was read; the text is
	 * {@code transfer.note.NAME}.
	 */
	public enum Note {

		WINDOWS_1250, DAMAGED_UTF_8, REPEATED, UNREADABLE_ISBN, TITLES_FROM_NUMBERS, COUNTED_AS_FINISHED,
		COUNTED_AS_READING, COUNTED_AS_ABANDONED, BULK_DATES, ODD_SESSIONS, WITHOUT_LENGTH, FINISHED_WITHOUT_DATE,
		OTHER_SHELF, DELETED_BOOKS, SHORT_SESSIONS, ESTIMATED_PAGES, STALE_BOOKS, WITHOUT_TITLE, REACHED_THE_END

	}

}
