package pl.chronobook.catalog.domain;

import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;

/**
 * What stands for a book in lists: a picture of its cover, or a drawing.
 */
public final class Cover {

	private final MediaType type;

	private final byte[] bytes;

	private final boolean drawn;

	private Cover(MediaType type, byte[] bytes, boolean drawn) {
		this.type = type;
		this.bytes = bytes;
		this.drawn = drawn;
	}

	static Cover of(Picture picture) {
		return new Cover(picture.type(), picture.bytes(), false);
	}

	static Cover drawn(String svg) {
		return new Cover(MediaType.valueOf("image/svg+xml"), svg.getBytes(StandardCharsets.UTF_8), true);
	}

	/**
	 * What kind of picture it is.
	 */
	public MediaType type() {
		return this.type;
	}

	/**
	 * The picture itself.
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Whether we drew it because there is no picture.
	 */
	public boolean drawn() {
		return this.drawn;
	}

}
