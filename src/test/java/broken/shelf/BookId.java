package broken.shelf;

import java.util.UUID;

/** Breaks no rule: an id may hold a UUID. */
public record BookId(UUID value) {
}
