package pl.chronobook.identity.factor;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.commons.codec.binary.Base32;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.SecretHash;
import pl.chronobook.identity.ReaderId;

/**
 * One-time codes for readers who have lost their password or second factor. They are
 * shown once and stored as hashes.
 */
@Service
public class RecoveryCodes {

	/** The number of codes that a reader gets at a time. */
	public static final int NUMBER = 10;

	/** A multiple of five, so that base 32 needs no padding. */
	private static final int CODE_BYTES = 10;

	private static final Base32 BASE_32 = new Base32();

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final Clock clock;

	RecoveryCodes(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Creates new codes and invalidates earlier ones.
	 * @return the codes, in groups of four characters
	 */
	@Transactional
	public List<String> renew(ReaderId reader) {
		List<String> codes = Stream.generate(this::code).limit(NUMBER).toList();
		this.jdbc.sql("DELETE FROM recovery_codes WHERE user_id = ?").param(reader.value()).update();
		codes.forEach((code) -> this.jdbc.sql("INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)")
			.params(reader.value(), hash(code))
			.update());
		return codes;
	}

	/** Counts the codes that were not used yet. */
	public int remaining(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM recovery_codes WHERE user_id = ? AND used_at IS NULL")
			.param(reader.value())
			.query(Integer.class)
			.single();
	}

	/**
	 * Consumes a code.
	 * @param code as typed: in any case, with or without spaces and hyphens
	 * @return whether it was valid
	 */
	public boolean use(ReaderId reader, String code) {
		return this.jdbc
			.sql("UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND code_hash = ? AND used_at IS NULL")
			.params(this.clock.instant().atOffset(ZoneOffset.UTC), reader.value(), hash(code))
			.update() > 0;
	}

	private String code() {
		byte[] bytes = new byte[CODE_BYTES];
		this.random.nextBytes(bytes);
		return BASE_32.encodeToString(bytes).replaceAll("(.{4})(?=.)", "$1-");
	}

	private static byte[] hash(String code) {
		String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
		return SecretHash.of(plain);
	}

}
