package pl.chronobook.sync;

import java.util.UUID;

/**
 * Identifies one device of a reader.
 *
 * @param value the primary key in {@code devices}
 */
public record DeviceId(UUID value) {
}
