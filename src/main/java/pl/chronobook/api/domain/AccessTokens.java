package pl.chronobook.api.domain;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.SecretHash;
import pl.chronobook.api.TokenId;
import pl.chronobook.identity.Label;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

/**
 * Stores the access tokens of readers as hashes. A fast hash suffices, because a token is
 * 256 random bits.
 */
@Service
@Transactional
public class AccessTokens {

	/** The most tokens of a reader, more than anybody needs. */
	public static final int LIMIT = 20;

	private static final String PREFIX = "cb_";

	private static final int SECRET_BYTES = 32;

	/** The precision of a token's last use, so that not every request writes. */
	private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

	/** The time for which expired tokens are shown, so that readers see why one fails. */
	private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

	private static final SecureRandom RANDOM = new SecureRandom();

	private final JdbcClient jdbc;

	private final Readers readers;

	private final Clock clock;

	AccessTokens(JdbcClient jdbc, Readers readers, Clock clock) {
		this.jdbc = jdbc;
		this.readers = readers;
		this.clock = clock;
	}

	/** Lists the reader's tokens, the newest first. */
	@Transactional(readOnly = true)
	public List<AccessToken> of(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT token_id, name, scope, created_at, expires_at, last_used_at FROM access_tokens
				WHERE user_id = ? ORDER BY created_at DESC, token_id DESC""")
			.param(reader.value())
			.query((row, number) -> new AccessToken(new TokenId(row.getObject(1, UUID.class)), row.getString(2),
					TokenScope.valueOf(row.getString(3)), row.getObject(4, OffsetDateTime.class).toInstant(),
					row.getObject(5, OffsetDateTime.class).toInstant(),
					instant(row.getObject(6, OffsetDateTime.class))))
			.list();
	}

	/**
	 * Creates a token.
	 * @param name 1 to {@value Label#MAX_LENGTH} characters
	 * @param lifetime the time for which it is valid
	 * @return the token itself, which cannot be shown again; empty if the reader has
	 * {@value #LIMIT} tokens already
	 */
	public Optional<String> create(ReaderId reader, String name, TokenScope scope, Duration lifetime) {
		this.readers.lock(reader);
		if (of(reader).size() >= LIMIT) {
			return Optional.empty();
		}
		byte[] secret = new byte[SECRET_BYTES];
		RANDOM.nextBytes(secret);
		String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				INSERT INTO access_tokens (token_id, user_id, name, scope, secret_hash, created_at, expires_at)
				VALUES (?, ?, ?, ?, ?, ?, ?)""")
			.params(Ids.next(), reader.value(), name, scope.name(), SecretHash.of(token), Timestamp.from(now),
					Timestamp.from(now.plus(lifetime)))
			.update();
		return Optional.of(token);
	}

	/**
	 * Revokes a token with immediate effect.
	 * @throws NoSuchTokenException if the reader has no such token
	 */
	public void revoke(ReaderId reader, TokenId id) {
		int revoked = this.jdbc.sql("DELETE FROM access_tokens WHERE token_id = ? AND user_id = ?")
			.params(id.value(), reader.value())
			.update();
		if (revoked == 0) {
			throw new NoSuchTokenException(id);
		}
	}

	/**
	 * Authenticates a request by its token and records the use.
	 * @param token the token as the program sends it
	 * @return empty if there is no such token, or it has expired
	 */
	public Optional<TokenHolder> authenticate(String token) {
		if (!token.startsWith(PREFIX) || token.length() > 100) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		Optional<StoredToken> found = this.jdbc.sql("""
				SELECT token_id, user_id, scope, last_used_at FROM access_tokens
				WHERE secret_hash = ? AND expires_at > ?""")
			.params(SecretHash.of(token), Timestamp.from(now))
			.query((row, number) -> new StoredToken(
					new TokenHolder(new ReaderId(row.getObject(2, UUID.class)),
							new TokenId(row.getObject(1, UUID.class)), TokenScope.valueOf(row.getString(3))),
					instant(row.getObject(4, OffsetDateTime.class))))
			.optional();
		found.filter(stored -> stored.usedBefore(now.minus(LAST_USE_PRECISION)))
			.ifPresent(stored -> this.jdbc.sql("UPDATE access_tokens SET last_used_at = ? WHERE token_id = ?")
				.params(Timestamp.from(now), stored.holder().token().value())
				.update());
		return found.map(StoredToken::holder);
	}

	@Scheduled(cron = "0 37 4 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM access_tokens WHERE expires_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(KEPT_AFTER_EXPIRY)))
			.update();
	}

	private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
		return (time != null) ? time.toInstant() : null;
	}

	private record StoredToken(TokenHolder holder, @Nullable Instant lastUsed) {

		boolean usedBefore(Instant time) {
			return this.lastUsed == null || this.lastUsed.isBefore(time);
		}

	}

}
