package pl.chronobook.api.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;

/**
 * Makes writes idempotent: a request that is repeated with the same key is carried out
 * once. The key is stored in the transaction of the write, so a write that fails leaves
 * no key, and a concurrent repetition waits for the first one to commit.
 */
@Service
public class IdempotentWrites {

	private static final Duration KEPT = Duration.ofDays(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	IdempotentWrites(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Carries out a write, or returns the stored answer of the first request with this
	 * key.
	 * @param key 1 to 255 characters, chosen by the program
	 * @param request the request as text: repetitions are equal, others are not
	 * @param write does the work and returns the answer
	 * @throws IdempotencyConflictException if the key belongs to another request
	 */
	@Transactional
	public Answer once(ReaderId reader, String key, String request, Supplier<String> write) {
		String fingerprint = fingerprint(request);
		Instant now = this.clock.instant();
		int claimed = this.jdbc.sql("""
				INSERT INTO idempotent_writes (user_id, idempotency_key, fingerprint, written_at)
				VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")
			.params(reader.value(), key, fingerprint, Timestamp.from(now))
			.update();
		if (claimed == 0) {
			return repeated(reader, key, fingerprint);
		}
		String answer = write.get();
		this.jdbc.sql("UPDATE idempotent_writes SET answer = ? WHERE user_id = ? AND idempotency_key = ?")
			.params(answer, reader.value(), key)
			.update();
		return new Answer(answer, false);
	}

	private Answer repeated(ReaderId reader, String key, String fingerprint) {
		Stored stored = this.jdbc
			.sql("SELECT fingerprint, answer FROM idempotent_writes WHERE user_id = ? AND idempotency_key = ?")
			.params(reader.value(), key)
			.query((row, number) -> new Stored(row.getString(1), row.getString(2)))
			.single();
		if (!stored.fingerprint().equals(fingerprint)) {
			throw new IdempotencyConflictException();
		}
		return new Answer(stored.answer(), true);
	}

	@Scheduled(cron = "0 47 * * * *")
	@Transactional
	void purge() {
		this.jdbc.sql("DELETE FROM idempotent_writes WHERE written_at < ?")
			.param(Timestamp.from(this.clock.instant().minus(KEPT)))
			.update();
	}

	private static String fingerprint(String request) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The answer to a write.
	 *
	 * @param text the text that the write returned
	 * @param repeated whether the write was carried out by an earlier request
	 */
	public record Answer(String text, boolean repeated) {
	}

	private record Stored(String fingerprint, String answer) {
	}

}
