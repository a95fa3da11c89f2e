package pl.chronobook.transfer.domain;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Added;

/**
 * What an uploaded file would bring.
 *
 * @param id which file
 * @param fileName what it was called
 * @param format in which format it is, as in {@code transfer.format.NAME}
 * @param person which of several readers in the file was chosen; null if there is nothing
 * to choose, or nobody was chosen yet
 * @param history what the file says
 * @param fresh what would be added
 * @param known what is there already
 */
public record Preview(ImportId id, String fileName, String format, @Nullable String person, History history,
		Added fresh, Added known) {

	/** Whose rows the file holds, with their number, while one must be chosen. */
	public Map<String, Integer> choice() {
		return this.history.readers();
	}

	/** Whether confirming would add anything. */
	public boolean isImportable() {
		return this.fresh.books() + this.fresh.readings() + this.fresh.sessions() > 0;
	}

}
