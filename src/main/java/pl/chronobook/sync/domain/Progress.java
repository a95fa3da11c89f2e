package pl.chronobook.sync.domain;

import org.jspecify.annotations.Nullable;

/**
 * A place in a document, as a device reports it.
 *
 * @param document the device's name of the file, often a hash of it
 * @param progress JSON: a page number or an XPointer, returned unchanged
 * @param percentage the share that is read, 0 to 1
 * @param device the model of the device
 * @param deviceId the device's own id; null if it sends none
 * @param title the title in the file; null unless the reader lets it be sent
 * @param authors the authors in the file; null unless the reader lets them be sent
 */
public record Progress(String document, String progress, double percentage, String device, @Nullable String deviceId,
		@Nullable String title, @Nullable String authors) {

	/**
	 * Converts a share to whole per cent, 0 to 100; a faulty client may send one out of
	 * range.
	 */
	static int percent(double share) {
		return (int) Math.round(100 * Math.clamp(share, 0.0, 1.0));
	}

}
