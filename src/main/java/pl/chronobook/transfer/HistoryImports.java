package pl.chronobook.transfer;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;

import pl.chronobook.identity.ReaderId;

/**
 * Imports histories for programs that act on a reader's behalf.
 */
public interface HistoryImports {

	/**
	 * Stores a file until it is confirmed. It replaces the reader's unconfirmed file, if
	 * there is one.
	 * @param fileName its name
	 * @param size its size in bytes
	 * @param content its bytes; opened more than once
	 * @throws ImportRefusedException if it cannot be imported, or not now
	 */
	ImportReport upload(ReaderId reader, String fileName, long size, InputStreamSource content);

	/** Lists the reader's newest imports, the newest first. */
	List<ImportReport> recent(ReaderId reader);

	/**
	 * Returns the state of an import. An import of another reader counts as not found.
	 */
	ImportReport report(ReaderId reader, ImportId id);

	/**
	 * Starts an import, which is carried out in the background. Idempotent.
	 * @return false if the reader must first answer questions on the import's page
	 * @throws ImportRefusedException if too many files are being read just now
	 */
	boolean confirm(ReaderId reader, ImportId id);

	/**
	 * The state of an import.
	 *
	 * @param id its id
	 * @param files the names of its files
	 * @param state its state
	 * @param uploadedAt the moment of the upload
	 * @param added the additions; null until it is done
	 * @param rejectedRows the number of rows that were left out
	 */
	record ImportReport(ImportId id, List<String> files, ImportState state, Instant uploadedAt, @Nullable Added added,
			int rejectedRows) {

		public ImportReport {
			files = List.copyOf(files);
		}

	}

	/**
	 * The additions of an import.
	 *
	 * @param books books on the list
	 * @param readings readings with dates
	 * @param sessions reading sessions
	 */
	record Added(int books, int readings, int sessions) {
	}

}
