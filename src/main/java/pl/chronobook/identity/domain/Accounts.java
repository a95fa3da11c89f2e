package pl.chronobook.identity.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.AccountGoneException;
import pl.chronobook.identity.ReaderDaysChanged;
import pl.chronobook.identity.ReaderDeleted;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.ReaderSettings;
import pl.chronobook.identity.domain.AccountRepository.Kind;

/**
 * Creates, changes and deletes accounts. Callers check permission first:
 * {@link SignInAttempts} checks passwords.
 */
@Service
public class Accounts {

	/** The lifetime of a demo account. */
	static final Duration DEMO_LIFETIME = Duration.ofDays(7);

	/** The lifetime of a guest's account. */
	static final Duration GUEST_LIFETIME = Duration.ofDays(1);

	/** The zone of readers who have not chosen one. */
	public static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Warsaw");

	/** The top-level domain "invalid" never exists (RFC 2606). */
	private static final String NO_ADDRESS = "@provider.invalid";

	private static final Logger log = LoggerFactory.getLogger(Accounts.class);

	private final AccountRepository accounts;

	private final Registration registration;

	private final PasswordEncoder passwords;

	private final LoginThrottle throttle;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Accounts(AccountRepository accounts, Registration registration, PasswordEncoder passwords, LoginThrottle throttle,
			ApplicationEventPublisher events, PlatformTransactionManager transactions, Clock clock) {
		this.accounts = accounts;
		this.registration = registration;
		this.passwords = passwords;
		this.throttle = throttle;
		this.events = events;
		this.transactions = new TransactionTemplate(transactions);
		this.clock = clock;
	}

	/**
	 * Finds an account.
	 * @throws AccountGoneException if it is gone
	 */
	public Account get(ReaderId reader) {
		return this.accounts.find(reader).orElseThrow(() -> new AccountGoneException(reader));
	}

	/**
	 * Creates an account, unless the address has one already.
	 * @param invitation the token of an invitation, or an empty text
	 * @throws RegistrationRefusedException if an invitation is needed and this is none
	 */
	Optional<SignedInReader> create(EmailAddress email, String password, ZoneId zone, String invitation) {
		return insert(email, hash(password), zone, invitation, (reader) -> true);
	}

	/**
	 * Creates an account without a password, for a reader who signs in by a provider.
	 * @param email the address that the provider has verified, or null: then the account
	 * gets one that does not exist
	 * @param invitation the token of an invitation, or an empty text
	 * @param completion further changes in the same transaction; if it returns false, no
	 * account is created
	 * @return its reader; empty if no account was created, for example because the
	 * address has one already
	 * @throws RegistrationRefusedException if an invitation is needed and this is none
	 */
	Optional<SignedInReader> createWithoutPassword(@Nullable EmailAddress email, ZoneId zone, String invitation,
			Predicate<ReaderId> completion) {
		EmailAddress address = (email != null) ? email : new EmailAddress(UUID.randomUUID() + NO_ADDRESS);
		return insert(address, ReaderPasswordEncoder.NO_PASSWORD + UUID.randomUUID(), zone, invitation, completion);
	}

	/**
	 * Takes a password that is hashed already: hashing inside the transaction would hold
	 * a database connection for its duration.
	 */
	private Optional<SignedInReader> insert(EmailAddress email, String hashedPassword, ZoneId zone, String invitation,
			Predicate<ReaderId> completion) {
		return Objects.requireNonNull(this.transactions.execute((transaction) -> {
			Optional<ReaderId> reader = this.accounts.insert(email, hashedPassword, zone, Kind.REGISTERED,
					this.clock.instant());
			reader.ifPresent((created) -> this.registration.admit(invitation));
			if (reader.isPresent() && !completion.test(reader.get())) {
				transaction.setRollbackOnly();
				return Optional.empty();
			}
			return reader.map((created) -> new SignedInReader(created, false, null));
		}));
	}

	/**
	 * Removes one of the ways in which a reader signs in, such as a passkey, unless it is
	 * the last one.
	 * @param removal removes it
	 * @return whether it was removed; false if it is the last one
	 */
	@Transactional
	public boolean removeWayIn(ReaderId reader, Runnable removal) {
		if (this.accounts.lockAndCountWaysIn(reader) < 2) {
			return false;
		}
		removal.run();
		return true;
	}

	/**
	 * Turns a guest's account into a registered one, with all its data.
	 * @param invitation the token of an invitation, or an empty text
	 * @return empty if the guest's account is gone, or the address has an account already
	 * @throws RegistrationRefusedException if an invitation is needed and this is none
	 */
	Optional<SignedInReader> keep(ReaderId guest, EmailAddress email, String password, ZoneId zone, String invitation) {
		String hashedPassword = hash(password);
		return Objects.requireNonNull(this.transactions.execute((transaction) -> {
			if (this.accounts.findPrincipal(email).isPresent()
					|| !this.accounts.keepGuest(guest, email, hashedPassword, zone)) {
				return Optional.<SignedInReader>empty();
			}
			this.registration.admit(invitation);
			this.events.publishEvent(new ReaderDaysChanged(guest));
			return Optional.of(new SignedInReader(guest, false, null));
		}));
	}

	/**
	 * Creates a demo account under an address and with a password that nobody knows.
	 */
	SignedInReader createDemo() {
		return createTemporary(Kind.DEMO);
	}

	/** Creates an account for a visitor's own history, otherwise like a demo account. */
	SignedInReader createGuest() {
		return createTemporary(Kind.GUEST);
	}

	private SignedInReader createTemporary(Kind kind) {
		// The top-level domain "invalid" never exists (RFC 2606), and an unguessable
		// address cannot be registered before
		EmailAddress email = new EmailAddress("demo-" + UUID.randomUUID() + "@demo.invalid");
		return this.accounts
			.insert(email, ReaderPasswordEncoder.NO_PASSWORD + UUID.randomUUID(), DEFAULT_ZONE, kind,
					this.clock.instant())
			.map((reader) -> new SignedInReader(reader, true, null))
			.orElseThrow();
	}

	/**
	 * Returns the settings of an account.
	 * @throws AccountGoneException if it is gone
	 */
	public ReaderSettings settings(ReaderId reader) {
		return this.accounts.settings(reader).orElseThrow(() -> new AccountGoneException(reader));
	}

	/** Applies the submitted settings to the account. */
	@Transactional
	public void change(ReaderId reader, ReaderSettings settings) {
		this.accounts.updateSettings(reader, settings);
		this.events.publishEvent(new ReaderDaysChanged(reader));
	}

	/**
	 * Locks the account until the end of the caller's transaction.
	 * @throws AccountGoneException if it is gone
	 */
	@Transactional
	public void lock(ReaderId reader) {
		if (this.accounts.lock(reader).isEmpty()) {
			throw new AccountGoneException(reader);
		}
	}

	/**
	 * Changes the password and signs the reader out everywhere else.
	 * @param session the session that stays open
	 */
	@Transactional
	public void changePassword(ReaderId reader, String password, String session) {
		this.accounts.updatePassword(reader, hash(password));
		this.accounts.deleteSessionsExcept(reader, session);
	}

	/**
	 * Changes a forgotten password and signs the reader out everywhere.
	 */
	@Transactional
	void resetPassword(ReaderId reader, String password) {
		this.accounts.updatePassword(reader, hash(password));
		this.accounts.deleteSessions(reader);
	}

	/**
	 * Finds an account as the principal of a session.
	 * @throws AccountGoneException if it is gone
	 */
	public SignedInReader principal(ReaderId reader) {
		Account account = get(reader);
		return new SignedInReader(account.reader(), account.demo(), null);
	}

	/**
	 * Signs the reader out everywhere but in one session.
	 */
	@Transactional
	public void endOtherSessions(ReaderId reader, String session) {
		this.accounts.deleteSessionsExcept(reader, session);
	}

	/**
	 * Deletes the account with its data in all modules, its sessions and its counted
	 * sign-in attempts, irreversibly. Idempotent: of concurrent deletions the first
	 * deletes and the others wait for it.
	 */
	@Transactional
	public void delete(ReaderId reader) {
		// Lock the account's row first: it serializes concurrent deletions
		Optional<EmailAddress> email = this.accounts.lock(reader);
		if (email.isPresent()) {
			this.accounts.deleteSessions(reader);
			this.events.publishEvent(new ReaderDeleted(reader));
			this.accounts.delete(reader);
			this.throttle.forget(email.get());
		}
	}

	@Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
	@Transactional
	void purgeDemos() {
		Instant now = this.clock.instant();
		List<ReaderId> purged = this.accounts.deleteDemosCreatedBefore(now.minus(DEMO_LIFETIME),
				now.minus(GUEST_LIFETIME));
		for (ReaderId reader : purged) {
			this.accounts.deleteSessions(reader);
			this.events.publishEvent(new ReaderDeleted(reader));
		}
		if (!purged.isEmpty()) {
			log.info("{} demo accounts had reached their age and are deleted", purged.size());
		}
	}

	private String hash(String password) {
		return Objects.requireNonNull(this.passwords.encode(password));
	}

}
