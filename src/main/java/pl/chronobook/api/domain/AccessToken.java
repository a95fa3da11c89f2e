package pl.chronobook.api.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.api.TokenId;

/**
 * An access token without its secret.
 *
 * @param id its id
 * @param name the reader's name for it
 * @param scope the operations it allows
 * @param createdAt the moment of its creation
 * @param expiresAt the moment from which it is refused
 * @param lastUsedAt the last use, to the minute; null if it was never used
 */
public record AccessToken(TokenId id, String name, TokenScope scope, Instant createdAt, Instant expiresAt,
		@Nullable Instant lastUsedAt) {
}
