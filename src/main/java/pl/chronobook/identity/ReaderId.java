package pl.chronobook.identity;

import java.io.Serializable;
import java.util.UUID;

/**
 * Identifies one reader.
 *
 * @param value the primary key in {@code users}
 */
public record ReaderId(UUID value) implements Serializable {
}
