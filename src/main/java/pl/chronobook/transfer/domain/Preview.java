package pl.chronobook.transfer.domain;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Outcome;

/**
 * What uploaded files would bring.
 *
 * @param id which import
 * @param person which of several readers in a file was chosen; null if there is nothing
 * to choose, or nobody was chosen yet
 * @param files the files that tell of reading
 * @param questions tables whose columns must be explained first
 * @param outcome what would change
 * @param gains what would be set besides
 * @param unreadableParts how many parts of our own file make no sense and are left out
 */
public record Preview(ImportId id, @Nullable String person, List<FilePreview> files, List<Question> questions,
		Outcome outcome, List<Gain> gains, int unreadableParts) {

	/** Whose rows a file holds, with their number, while one must be chosen. */
	public Map<String, Integer> choice() {
		return this.files.stream()
			.map(file -> file.history().readers())
			.filter(readers -> !readers.isEmpty())
			.findFirst()
			.orElse(Map.of());
	}

	/** Whether confirming would add anything. */
	public boolean isImportable() {
		return this.outcome.isChange() || !this.gains.isEmpty();
	}

	/**
	 * One file.
	 *
	 * @param number which of the import's files, from 1
	 * @param name what it is called
	 * @param format in which format it is, as in {@code transfer.format.NAME}
	 * @param own whether it comes from ChronoBook
	 * @param history what it says
	 */
	public record FilePreview(int number, String name, String format, boolean own, History history) {
	}

	/**
	 * Something besides the history.
	 *
	 * @param part to which part of an archive it belongs
	 * @param what which, among the things of the part; the text is
	 * {@code transfer.part.PART.WHAT}
	 * @param value what it would be: a text, a day, or a number of such things
	 */
	public record Gain(String part, String what, Object value) {
	}

	/**
	 * A table whose columns must be explained.
	 *
	 * @param number which of the import's files, from 1
	 * @param name what it is called
	 * @param header its columns
	 * @param rows its first rows
	 * @param guess what the columns seem to mean
	 */
	public record Question(int number, String name, List<String> header, List<List<String>> rows, ColumnMapping guess) {
	}

}
