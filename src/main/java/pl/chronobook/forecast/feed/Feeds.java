package pl.chronobook.forecast.feed;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.SecretHash;
import pl.chronobook.identity.ReaderId;

/**
 * The secret under which a reader's calendar can be fetched without signing in. Whoever
 * knows it sees the reader's books and dates, and nothing else; only its hash is stored.
 */
@Service
@Transactional
public class Feeds {

	private static final int SECRET_BYTES = 32;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final Clock clock;

	Feeds(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Creates a new secret and revokes the one before it.
	 * @return 43 letters, digits, hyphens and underscores, which cannot be shown again
	 */
	public String renew(ReaderId reader) {
		byte[] bytes = new byte[SECRET_BYTES];
		this.random.nextBytes(bytes);
		String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		this.jdbc.sql("""
				INSERT INTO forecast_feeds (user_id, token_hash, created_at) VALUES (?, ?, ?)
				ON CONFLICT (user_id) DO UPDATE
				SET token_hash = excluded.token_hash, created_at = excluded.created_at""")
			.params(reader.value(), SecretHash.of(secret), Timestamp.from(this.clock.instant()))
			.update();
		return secret;
	}

	/** Revokes the secret. */
	public void revoke(ReaderId reader) {
		this.jdbc.sql("DELETE FROM forecast_feeds WHERE user_id = ?").param(reader.value()).update();
	}

	/** Returns the time at which the present secret was made; empty without one. */
	@Transactional(readOnly = true)
	public Optional<Instant> since(ReaderId reader) {
		return this.jdbc.sql("SELECT created_at FROM forecast_feeds WHERE user_id = ?")
			.param(reader.value())
			.query(OffsetDateTime.class)
			.optional()
			.map(OffsetDateTime::toInstant);
	}

	/** Returns the reader whom the secret belongs to. */
	@Transactional(readOnly = true)
	public Optional<ReaderId> readerOf(String secret) {
		return this.jdbc.sql("SELECT user_id FROM forecast_feeds WHERE token_hash = ?")
			.param(SecretHash.of(secret))
			.query(UUID.class)
			.optional()
			.map(ReaderId::new);
	}

}
