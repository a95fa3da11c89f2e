package pl.chronobook.identity.domain;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Service;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.factor.AuthenticatorApps;
import pl.chronobook.identity.factor.RecoveryCodes;

/**
 * Checks passwords within the limits of {@link LoginThrottle}. Runs outside of
 * transactions, so that no rollback takes back the counting of an attempt.
 */
@Service
public class SignInAttempts {

	private final AuthenticationManager passwords;

	private final AccountRepository stored;

	private final Accounts accounts;

	private final LoginThrottle throttle;

	private final AuthenticatorApps apps;

	private final RecoveryCodes recoveryCodes;

	private final Demos demos;

	private final SecurityLog log;

	SignInAttempts(AuthenticationManager passwords, AccountRepository stored, Accounts accounts, LoginThrottle throttle,
			AuthenticatorApps apps, RecoveryCodes recoveryCodes, Demos demos, SecurityLog log) {
		this.passwords = passwords;
		this.stored = stored;
		this.accounts = accounts;
		this.throttle = throttle;
		this.apps = apps;
		this.recoveryCodes = recoveryCodes;
		this.demos = demos;
		this.log = log;
	}

	/**
	 * Checks a password.
	 * @param address the client's address
	 * @throws AuthenticationException if there is no such account or it has another
	 * password; neither the message nor the time taken tells which
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader signIn(EmailAddress email, String password, String address) {
		attempt(email, address);
		SignedInReader reader = check(email, password);
		if (!this.apps.isInUse(reader.getReaderId())) {
			// With a second factor the attempts are not reset: somebody who knows the
			// password could try codes without limit
			this.throttle.succeeded(email, address);
		}
		return reader;
	}

	/**
	 * Checks the second factor of a reader whose password was right: a code of the app or
	 * a recovery code.
	 * @return whether the code is valid
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public boolean secondFactor(ReaderId reader, String code, String address) {
		EmailAddress email = this.accounts.get(reader).email();
		attempt(email, address);
		codeAttempt(email);
		if (this.apps.accept(reader, code) || this.recoveryCodes.use(reader, code)) {
			this.throttle.succeeded(email, address);
			return true;
		}
		return false;
	}

	/**
	 * Gives an account a new password in exchange for a recovery code, and ends all its
	 * sessions. A second factor stays as it is.
	 * @return the account's reader; empty if there is no such account or the code is not
	 * valid, which callers must not tell apart
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public Optional<ReaderId> resetPassword(EmailAddress email, String code, String password, String address) {
		attempt(email, address);
		Optional<ReaderId> reader = this.stored.findPrincipal(email).map(SignedInReader::getReaderId);
		// Run the same statement for an unknown address, so that the time does not reveal
		// it
		if (!this.recoveryCodes.use(reader.orElseGet(() -> new ReaderId(UUID.randomUUID())), code)) {
			this.log.record(SecurityEvent.SIGN_IN_FAILED, reader.orElse(null));
			return Optional.empty();
		}
		reader.ifPresent((found) -> this.accounts.resetPassword(found, password));
		return reader;
	}

	/**
	 * Creates an account. If the address has one already, the call is an attempt to sign
	 * in to it: so a repeated registration is harmless, and the answer reveals no
	 * addresses (ADR 4). A guest's account is turned into the new one.
	 * @param invitation the token of an invitation, or an empty text
	 * @param visitor the reader of the demo account that is signed in; null if there is
	 * none
	 * @throws AuthenticationException if the address has an account with another password
	 * @throws RegistrationRefusedException if an invitation is needed and this is none
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader register(EmailAddress email, String password, ZoneId zone, String invitation, String address,
			@Nullable ReaderId visitor) {
		attempt(email, address);
		// Both branches compute one hash, so that both take the same time
		Optional<SignedInReader> created = this.stored.findPrincipal(email).isPresent() ? Optional.empty()
				: keepOrCreate(visitor, email, password, zone, invitation);
		created.ifPresent((reader) -> this.log.record(SecurityEvent.REGISTERED, reader.getReaderId()));
		SignedInReader reader = created.orElseGet(() -> check(email, password));
		if (created.isPresent() || !this.apps.isInUse(reader.getReaderId())) {
			// Otherwise somebody who knows the password could try codes without limit
			this.throttle.forget(email);
		}
		return reader;
	}

	private Optional<SignedInReader> keepOrCreate(@Nullable ReaderId visitor, EmailAddress email, String password,
			ZoneId zone, String invitation) {
		if (visitor != null && this.accounts.get(visitor).guest()) {
			try {
				return this.accounts.keep(visitor, email, password, zone, invitation);
			}
			catch (DuplicateKeyException ex) {
				return Optional.empty();
			}
		}
		return this.accounts.create(email, password, zone, invitation);
	}

	/**
	 * Creates an account for a visitor's own history. It counts as a demo.
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader startGuest(String address) {
		this.throttle.attemptDemo(address);
		return this.demos.createGuest();
	}

	/**
	 * Creates an account without a password, for a reader whom a provider has signed in.
	 * @param email the address that the provider has verified, or null
	 * @param invitation the token of an invitation, or an empty text
	 * @param link links the provider's account to the new one; if it returns false, no
	 * account is created
	 * @return the reader; empty if no account was created, for example because the
	 * address has one already
	 * @throws RegistrationRefusedException if an invitation is needed and this is none
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public Optional<SignedInReader> registerWithoutPassword(@Nullable EmailAddress email, ZoneId zone,
			String invitation, Predicate<ReaderId> link, String address) {
		this.throttle.attempt(address);
		Optional<SignedInReader> reader = this.accounts.createWithoutPassword(email, zone, invitation, link);
		reader.ifPresent((created) -> this.log.record(SecurityEvent.REGISTERED, created.getReaderId()));
		return reader;
	}

	/**
	 * Creates a demo account.
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader startDemo(String address) {
		this.throttle.attemptDemo(address);
		return this.demos.create();
	}

	private void attempt(EmailAddress email, String address) {
		counted(() -> this.throttle.attempt(email, address));
	}

	private void codeAttempt(EmailAddress email) {
		counted(() -> this.throttle.attemptCode(email));
	}

	private void counted(Runnable attempt) {
		try {
			attempt.run();
		}
		catch (TooManyAttemptsException ex) {
			this.log.record(SecurityEvent.LOCKED_OUT, null);
			throw ex;
		}
	}

	private SignedInReader check(EmailAddress email, String password) {
		try {
			return authenticate(email, password);
		}
		catch (AuthenticationException ex) {
			this.log.record(SecurityEvent.SIGN_IN_FAILED, null);
			throw ex;
		}
	}

	private SignedInReader authenticate(EmailAddress email, String password) {
		if (password.length() > 2 * PasswordPolicy.MAX_LENGTH) {
			throw new BadCredentialsException("No password is that long");
		}
		Authentication result = this.passwords
			.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email.value(), password));
		if (!(result.getPrincipal() instanceof SignedInReader reader)) {
			throw new BadCredentialsException("Not a reader");
		}
		return reader;
	}

}
