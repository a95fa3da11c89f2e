package pl.chronobook.reading;

import java.util.UUID;

/**
 * Names one sitting. Whoever begins it may choose the id, so that a repeated request is
 * known as one.
 *
 * @param value the primary key in {@code reading_sessions}
 */
public record SessionId(UUID value) {
}
