package pl.chronobook.sync;

import java.util.UUID;

/**
 * Identifies one device of a reader.
 *
 * @param value the primary key in {@code devices}
 */
public record DeviceId(UUID value) {

	/**
	 * Parses an id as addresses and forms contain it.
	 * @throws IllegalArgumentException if {@code text} is no UUID
	 */
	public static DeviceId of(String text) {
		return new DeviceId(UUID.fromString(text));
	}

	/** Returns the id as {@link #of} parses it. */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
