package pl.chronobook.identity.factor;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.LongStream;

import org.apache.commons.codec.binary.Base32;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import pl.chronobook.identity.ReaderId;

/**
 * The second factor of readers who sign in with a password: an app that computes
 * {@link Totp one-time codes}. It is in use once its reader has typed a code of it.
 */
@Service
public class AuthenticatorApps {

	/** A multiple of five, so that base 32 needs no padding. */
	private static final int SECRET_BYTES = 20;

	private static final Base32 BASE_32 = new Base32();

	/** The number of steps by which a phone's clock may be wrong. */
	private static final int TOLERANCE = 1;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final Clock clock;

	AuthenticatorApps(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Returns whether a sign-in with the password needs a code as well. */
	public boolean isInUse(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM authenticator_apps WHERE user_id = ? AND confirmed_at IS NOT NULL")
			.param(reader.value())
			.query(Integer.class)
			.single() > 0;
	}

	/**
	 * Creates a secret for a new app, unless one is in use already.
	 * @return the secret in base 32, as it is typed into the app
	 */
	public Optional<String> start(ReaderId reader) {
		byte[] secret = new byte[SECRET_BYTES];
		this.random.nextBytes(secret);
		int stored = this.jdbc.sql("""
				INSERT INTO authenticator_apps (user_id, secret) VALUES (?, ?)
				ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0
				WHERE authenticator_apps.confirmed_at IS NULL""").params(reader.value(), secret).update();
		return (stored > 0) ? Optional.of(BASE_32.encodeToString(secret)) : Optional.empty();
	}

	/** Returns the secret, in base 32, of an app that waits for its first code. */
	public Optional<String> pending(ReaderId reader) {
		return this.jdbc.sql("SELECT secret FROM authenticator_apps WHERE user_id = ? AND confirmed_at IS NULL")
			.param(reader.value())
			.query(byte[].class)
			.optional()
			.map(BASE_32::encodeToString);
	}

	/**
	 * Puts an app into use if the code proves that it has the secret.
	 */
	public boolean confirm(ReaderId reader, String code) {
		if (pending(reader).isEmpty() || !accept(reader, code)) {
			return false;
		}
		this.jdbc.sql("UPDATE authenticator_apps SET confirmed_at = ? WHERE user_id = ?")
			.params(this.clock.instant().atOffset(ZoneOffset.UTC), reader.value())
			.update();
		return true;
	}

	/**
	 * Checks a code. A code is accepted once: the time step of the last one is stored,
	 * and only later steps are accepted.
	 */
	public boolean accept(ReaderId reader, String code) {
		String digits = code.replaceAll("\\s", "");
		Optional<byte[]> secret = this.jdbc.sql("SELECT secret FROM authenticator_apps WHERE user_id = ?")
			.param(reader.value())
			.query(byte[].class)
			.optional();
		if (secret.isEmpty() || digits.length() != Totp.DIGITS) {
			return false;
		}
		long now = Totp.step(this.clock.instant());
		return LongStream.rangeClosed(now - TOLERANCE, now + TOLERANCE)
			.filter((step) -> Totp.code(secret.get(), step, Totp.DIGITS).equals(digits))
			.anyMatch((step) -> this.jdbc
				.sql("UPDATE authenticator_apps SET last_step = :step WHERE user_id = :reader AND last_step < :step")
				.param("step", step)
				.param("reader", reader.value())
				.update() > 0);
	}

	/** Takes the app out of use. */
	public void remove(ReaderId reader) {
		this.jdbc.sql("DELETE FROM authenticator_apps WHERE user_id = ?").param(reader.value()).update();
	}

}
