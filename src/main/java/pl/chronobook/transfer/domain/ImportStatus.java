package pl.chronobook.transfer.domain;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.Added;

/**
 * How far an import is.
 *
 * @param id which import
 * @param files what its files are called
 * @param state how far it is
 * @param uploadedAt when its files came
 * @param done how many books are stored
 * @param total of how many; null while the files are being read
 * @param added what was added; null before
 * @param rejected how many rows were left out
 * @param more whether settings, plans or the like were added besides
 */
public record ImportStatus(ImportId id, List<String> files, State state, Instant uploadedAt, int done,
		@Nullable Integer total, @Nullable Added added, int rejected, boolean more) {

	/**
	 * The steps of an import; the name for the reader is {@code transfer.state.NAME}.
	 */
	public enum State {

		/** The reader looks at the preview. */
		WAITING,
		/** It is being carried out, or will be in a moment. */
		CONFIRMED,
		/** Everything is stored. */
		DONE,
		/** Something went wrong, and nothing is stored. */
		FAILED,
		/** Everything was taken back. */
		UNDONE

	}

}
