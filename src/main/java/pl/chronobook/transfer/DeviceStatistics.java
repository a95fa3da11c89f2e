package pl.chronobook.transfer;

import java.nio.file.Path;
import java.util.Optional;

import pl.chronobook.identity.ReaderId;

/**
 * Imports the statistics that devices upload. The first upload waits until the reader has
 * confirmed its preview; later uploads are imported automatically, each as an import that
 * can be undone. After an undo the next upload waits again.
 */
public interface DeviceStatistics {

	/**
	 * Receives an upload.
	 * @param file KOReader's database
	 * @return the result
	 */
	Reception receive(ReaderId reader, Path file);

	/** Returns the upload whose preview waits for the reader, at {@code /import/ID}. */
	Optional<ImportId> waiting(ReaderId reader);

	/**
	 * The result of an upload.
	 */
	enum Reception {

		/** Its preview waits for the reader. */
		WAITS,
		/** It is being imported. */
		CONFIRMED,
		/** It contains only data that the reader has already. */
		NOTHING_NEW,
		/** It cannot be read. */
		UNREADABLE

	}

}
