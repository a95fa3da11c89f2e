package pl.chronobook.transfer;

import java.util.UUID;

/**
 * Identifies one import.
 *
 * @param value the primary key in {@code imports}
 */
public record ImportId(UUID value) {
}
