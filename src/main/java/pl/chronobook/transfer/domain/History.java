package pl.chronobook.transfer.domain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
		Map<Note, Integer> more = new TreeMap<>(this.notes);
		more.put(note, 1);
		return new History(this.readers, this.books, this.rejected, this.oddities, more);
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
		COUNTED_AS_READING, COUNTED_AS_ABANDONED

	}

}
