package pl.chronobook.transfer.incoming;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.transfer.ImportId;

/**
 * The progress of an import.
 *
 * @param id its id
 * @param files the names of its files
 * @param state its state
 * @param uploadedAt the moment of the upload
 * @param done the number of stored books
 * @param total the number of all books; null while the files are being read
 * @param added the additions; null before they are known
 * @param rejected the number of rows that were left out
 * @param more whether settings, plans or the like were added, too
 */
public record ImportStatus(ImportId id, List<String> files, State state, Instant uploadedAt, int done,
		@Nullable Integer total, @Nullable Added added, int rejected, boolean more) {

	/**
	 * The states of an import; the name for the reader is {@code transfer.state.NAME}.
	 */
	public enum State {

		/** The preview waits for the reader. */
		WAITING,
		/** It is confirmed and runs, or will run soon. */
		CONFIRMED,
		/** Everything is stored. */
		DONE,
		/** It failed, and nothing is stored. */
		FAILED,
		/** It was undone. */
		UNDONE

	}

}
