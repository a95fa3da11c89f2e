package pl.chronobook.transfer.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;

/**
 * A length that a reader assumes for books whose length is unknown.
 *
 * @param pages the length
 * @param tag marks the books that have it
 */
public record AssumedLength(PageCount pages, String tag) {

	private static final Pattern TYPED = Pattern.compile("\\d{1,5}");

	private static final Pattern CELL = Pattern.compile("(\\d{1,5}) (.+)");

	/**
	 * Parses the length as it was typed.
	 * @return empty if it is blank
	 * @throws UnreadableFileException if it is no number of pages
	 */
	public static Optional<AssumedLength> typed(String pages, String tag) {
		if (pages.isBlank()) {
			return Optional.empty();
		}
		String number = pages.strip();
		Optional<PageCount> length = TYPED.matcher(number).matches() ? Lengths.read(number, "") : Optional.empty();
		return Optional.of(new AssumedLength(
				length.orElseThrow(() -> new UnreadableFileException(FileProblem.PASTED_LENGTH)), tag));
	}

	/** Returns the length that is assumed for all books of a table. */
	static Optional<AssumedLength> of(CsvTable table) {
		Matcher cell = CELL.matcher(table.added());
		return cell.matches() ? Lengths.read(cell.group(1), "").map(pages -> new AssumedLength(pages, cell.group(2)))
				: Optional.empty();
	}

	/** Returns the cell that stands for it in the header of a table. */
	public String cell() {
		return CsvTable.ADDED + this.pages.value() + " " + this.tag;
	}

}
