package pl.chronobook.catalog.cover;

import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;

/**
 * The cover of a book: a picture, or a drawing in its place.
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
	 * Returns the media type.
	 */
	public MediaType type() {
		return this.type;
	}

	/**
	 * Returns the encoded picture.
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns whether it is a drawing in place of a missing picture.
	 */
	public boolean drawn() {
		return this.drawn;
	}

}
