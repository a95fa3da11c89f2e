package pl.chronobook.transfer.incoming;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.account.Addition;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.history.History;

/**
 * The preview of an import.
 *
 * @param id its id
 * @param person the chosen one of several readers in a file; null if there is no choice,
 * or none yet
 * @param files the files with a history
 * @param questions tables whose columns must be explained first
 * @param outcome the changes of the list
 * @param gains the changes of settings, plans and the like
 * @param noRoom titles of the books for which there is no room on the list
 * @param unreadableParts the number of invalid parts of our own file, which are left out
 */
public record Preview(ImportId id, @Nullable String person, List<FilePreview> files, List<Question> questions,
		Outcome outcome, List<Addition> gains, List<String> noRoom, int unreadableParts) {

	/**
	 * Returns the readers in the files with their number of rows, while one must be
	 * chosen.
	 */
	public Map<String, Integer> choice() {
		return this.files.stream()
			.map(file -> file.history().readers())
			.filter(readers -> !readers.isEmpty())
			.findFirst()
			.orElse(Map.of());
	}

	/** Returns whether confirming would add anything. */
	public boolean isImportable() {
		return this.outcome.isChange() || !this.gains.isEmpty();
	}

	/**
	 * The preview of one file.
	 *
	 * @param number its number, from 1
	 * @param name its name
	 * @param format its format
	 * @param own whether it comes from ChronoBook
	 * @param history its history
	 */
	public record FilePreview(int number, String name, Format format, boolean own, History history) {
	}

	/**
	 * A table whose columns must be explained.
	 *
	 * @param number its number, from 1
	 * @param name its name
	 * @param header its columns
	 * @param rows its first rows
	 * @param guess the guessed meaning of the columns
	 */
	public record Question(int number, String name, List<String> header, List<List<String>> rows, ColumnMapping guess) {
	}

}
