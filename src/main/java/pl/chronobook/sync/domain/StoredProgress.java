package pl.chronobook.sync.domain;

import java.time.Instant;

/**
 * The newest place in a document.
 *
 * @param progress the place
 * @param at the moment of its arrival
 */
public record StoredProgress(Progress progress, Instant at) {
}
