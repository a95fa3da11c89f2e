package pl.chronobook.identity.domain;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.SecretHash;
import pl.chronobook.identity.ReaderId;

/**
 * Decides who may create an account, and stores the invitations of readers where
 * registration is closed. An invitation is valid for one account and one week; only its
 * hash is stored. See ADR 20.
 */
@Service
@EnableConfigurationProperties(RegistrationProperties.class)
public class Registration {

	/** The most invitations that a reader may have open at a time. */
	public static final int MAX_INVITATIONS = 5;

	/** The lifetime of an invitation. */
	public static final Duration LIFETIME = Duration.ofDays(7);

	private static final int TOKEN_BYTES = 20;

	private final SecureRandom random = new SecureRandom();

	private final RegistrationMode mode;

	private final AccountRepository accounts;

	private final JdbcClient jdbc;

	private final Clock clock;

	Registration(RegistrationProperties properties, AccountRepository accounts, JdbcClient jdbc, Clock clock) {
		this.mode = properties.registration();
		this.accounts = accounts;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Returns the rule by which accounts are created. */
	public RegistrationMode mode() {
		return this.mode;
	}

	/**
	 * Returns whether a visitor may create an account with a password.
	 * @param invitation the token of an invitation, or an empty text
	 */
	public boolean allowsPassword(String invitation) {
		return mode() == RegistrationMode.OPEN || (mode() == RegistrationMode.CLOSED && isGood(invitation));
	}

	/**
	 * Returns whether a visitor who signed in by a provider may create an account.
	 * @param invitation the token of an invitation, or an empty text
	 */
	public boolean allowsProvider(String invitation) {
		return mode() != RegistrationMode.CLOSED || isGood(invitation);
	}

	/**
	 * Consumes an invitation where one is needed, in the transaction that creates the
	 * account, so that of two visitors with the same invitation only one gets an account.
	 * @throws RegistrationRefusedException if the invitation is not valid, or no longer
	 */
	void admit(String invitation) {
		if (mode() == RegistrationMode.CLOSED
				&& this.jdbc.sql("DELETE FROM invitations WHERE token_hash = ? AND expires_at > ?")
					.params(SecretHash.of(invitation), now())
					.update() == 0) {
			throw new RegistrationRefusedException();
		}
	}

	/**
	 * Creates an invitation.
	 * @return its token, which is shown once; empty if the reader has too many open
	 */
	@Transactional
	public Optional<String> invite(ReaderId reader) {
		if (this.accounts.lock(reader).isEmpty() || open(reader) >= MAX_INVITATIONS) {
			return Optional.empty();
		}
		byte[] bytes = new byte[TOKEN_BYTES];
		this.random.nextBytes(bytes);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		this.jdbc.sql("INSERT INTO invitations (token_hash, user_id, expires_at) VALUES (?, ?, ?)")
			.params(SecretHash.of(token), reader.value(), now().plus(LIFETIME))
			.update();
		return Optional.of(token);
	}

	/** Counts the valid invitations of a reader. */
	public int open(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM invitations WHERE user_id = ? AND expires_at > ?")
			.params(reader.value(), now())
			.query(Integer.class)
			.single();
	}

	/** Withdraws all unused invitations of a reader. */
	public void withdraw(ReaderId reader) {
		this.jdbc.sql("DELETE FROM invitations WHERE user_id = ?").param(reader.value()).update();
	}

	@Scheduled(cron = "0 27 4 * * *")
	void purge() {
		this.jdbc.sql("DELETE FROM invitations WHERE expires_at <= ?").param(now()).update();
	}

	private boolean isGood(@Nullable String invitation) {
		return invitation != null && !invitation.isEmpty()
				&& this.jdbc.sql("SELECT count(*) FROM invitations WHERE token_hash = ? AND expires_at > ?")
					.params(SecretHash.of(invitation), now())
					.query(Integer.class)
					.single() > 0;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
