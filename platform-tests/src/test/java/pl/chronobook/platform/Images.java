package pl.chronobook.platform;

import java.util.regex.Pattern;

/**
 * Names of container images.
 */
final class Images {

	private static final Pattern PINNED = Pattern
		.compile("[a-z0-9.-]+\\.[a-z]+/[a-z0-9._/-]+:[A-Za-z0-9_.-]*[0-9][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?");

	private Images() {
	}

	/**
	 * Returns whether the name contains registry and version, so that it always means the
	 * same image.
	 */
	static boolean pinned(String image) {
		return PINNED.matcher(image).matches();
	}

}
