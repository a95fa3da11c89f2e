package pl.chronobook.identity.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderDaysChanged;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;

/**
 * The accounts from their first day to their last. Who may do what is decided before:
 * passwords are checked by {@link SignInAttempts}.
 */
@Service
public class Accounts {

	/** How long a demo account lives. */
	static final Duration DEMO_LIFETIME = Duration.ofDays(7);

	/** The zone of readers who have not chosen one. */
	public static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Warsaw");

	private static final Logger log = LoggerFactory.getLogger(Accounts.class);

	private final AccountRepository accounts;

	private final PasswordEncoder passwords;

	private final LoginThrottle throttle;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Accounts(AccountRepository accounts, PasswordEncoder passwords, LoginThrottle throttle,
			ApplicationEventPublisher events, Clock clock) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.throttle = throttle;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Finds an account.
	 * @throws NoSuchElementException if it is gone
	 */
	public Account get(ReaderId reader) {
		return this.accounts.find(reader).orElseThrow();
	}

	/**
	 * Makes an account, unless the address has one already.
	 */
	Optional<SignedInReader> create(EmailAddress email, String password, ZoneId zone) {
		return this.accounts.insert(email, hash(password), zone, false, this.clock.instant())
			.map((reader) -> new SignedInReader(reader, false, null));
	}

	/**
	 * Makes a demo account under an address and with a password that nobody knows.
	 */
	SignedInReader createDemo() {
		// The top-level domain "invalid" never exists (RFC 2606), and an unguessable
		// address cannot be registered before
		EmailAddress email = new EmailAddress("demo-" + UUID.randomUUID() + "@demo.invalid");
		return this.accounts.insert(email, "{none}" + UUID.randomUUID(), DEFAULT_ZONE, true, this.clock.instant())
			.map((reader) -> new SignedInReader(reader, true, null))
			.orElseThrow();
	}

	@Transactional
	public void changeTimeZone(ReaderId reader, ZoneId zone) {
		this.accounts.updateTimeZone(reader, zone);
		this.events.publishEvent(new ReaderDaysChanged(reader));
	}

	/**
	 * Changes when the reader's days end.
	 * @param hours after midnight, 0 to 6
	 */
	@Transactional
	public void changeDayEnd(ReaderId reader, int hours) {
		this.accounts.updateDayEnd(reader, hours);
		this.events.publishEvent(new ReaderDaysChanged(reader));
	}

	/** What an account is set to. */
	public ReaderSettings settings(ReaderId reader) {
		return this.accounts.settings(reader).orElseThrow();
	}

	/** Sets an account as it says. */
	@Transactional
	public void change(ReaderId reader, ReaderSettings settings) {
		this.accounts.updateSettings(reader, settings);
		this.events.publishEvent(new ReaderDaysChanged(reader));
	}

	/**
	 * Changes the password and signs the reader out everywhere else.
	 * @param session the session that goes on
	 */
	@Transactional
	public void changePassword(ReaderId reader, String password, String session) {
		this.accounts.updatePassword(reader, hash(password));
		this.accounts.deleteSessionsExcept(reader, session);
	}

	/**
	 * Signs the reader out everywhere but in one session.
	 */
	@Transactional
	public void endOtherSessions(ReaderId reader, String session) {
		this.accounts.deleteSessionsExcept(reader, session);
	}

	/**
	 * Deletes the account, everything that belongs to it in whatever module, its sessions
	 * and what is remembered of attempts to sign in. Nothing is left to bring back.
	 */
	@Transactional
	public void delete(ReaderId reader) {
		this.accounts.find(reader).map(Account::email).ifPresent(this.throttle::forget);
		this.accounts.deleteSessions(reader);
		this.accounts.delete(reader);
	}

	@Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
	@Transactional
	void purgeDemos() {
		Instant bound = this.clock.instant().minus(DEMO_LIFETIME);
		List<ReaderId> purged = this.accounts.deleteDemosCreatedBefore(bound);
		purged.forEach(this.accounts::deleteSessions);
		if (!purged.isEmpty()) {
			log.info("{} demo accounts were over {} days old and are deleted", purged.size(), DEMO_LIFETIME.toDays());
		}
	}

	private String hash(String password) {
		return Objects.requireNonNull(this.passwords.encode(password));
	}

}
