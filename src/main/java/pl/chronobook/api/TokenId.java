package pl.chronobook.api;

import java.util.UUID;

/**
 * Identifies one access token; it is not secret.
 *
 * @param value the primary key in {@code access_tokens}
 */
public record TokenId(UUID value) {
}
