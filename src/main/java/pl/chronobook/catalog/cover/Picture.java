package pl.chronobook.catalog.cover;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import org.springframework.http.MediaType;

/**
 * A picture in a format that browsers show and that cannot contain a script.
 */
final class Picture {

	private final MediaType type;

	private final byte[] bytes;

	private Picture(MediaType type, byte[] bytes) {
		this.type = type;
		this.bytes = bytes;
	}

	/**
	 * Recognises JPEG, PNG, WebP and GIF by their first bytes.
	 * @return empty for any other format
	 */
	static Optional<Picture> of(byte[] bytes) {
		String start = HexFormat.of().formatHex(Arrays.copyOf(bytes, 12));
		MediaType type = start.startsWith("ffd8ff") ? MediaType.IMAGE_JPEG
				: start.startsWith("89504e470d0a1a0a") ? MediaType.IMAGE_PNG
						: start.startsWith("474946383761") || start.startsWith("474946383961") ? MediaType.IMAGE_GIF
								: start.startsWith("52494646") && start.startsWith("57454250", 16)
										? MediaType.valueOf("image/webp") : null;
		return Optional.ofNullable(type).map(known -> new Picture(known, bytes));
	}

	MediaType type() {
		return this.type;
	}

	byte[] bytes() {
		return this.bytes;
	}

	int size() {
		return this.bytes.length;
	}

}
