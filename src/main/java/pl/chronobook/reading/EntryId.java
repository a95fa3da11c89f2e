package pl.chronobook.reading;

import java.util.UUID;

/**
 * Identifies one book on one reader's list.
 *
 * @param value the primary key in {@code user_tbr_list}
 */
public record EntryId(UUID value) {
}
