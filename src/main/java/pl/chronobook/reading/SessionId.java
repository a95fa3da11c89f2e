package pl.chronobook.reading;

import java.util.UUID;

/**
 * Identifies one sitting. The client that begins it may choose the id, so that a repeated
 * request is recognised.
 *
 * @param value the primary key in {@code reading_sessions}
 */
public record SessionId(UUID value) {
}
