package pl.chronobook.identity.domain;

import java.time.ZoneId;
import java.util.Optional;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Service;

/**
 * Checks passwords, at the pace that {@link LoginThrottle} allows. Works outside of
 * transactions: an attempt stays counted whatever happens next.
 */
@Service
public class SignInAttempts {

	private final AuthenticationManager passwords;

	private final AccountRepository stored;

	private final Accounts accounts;

	private final LoginThrottle throttle;

	SignInAttempts(AuthenticationManager passwords, AccountRepository stored, Accounts accounts,
			LoginThrottle throttle) {
		this.passwords = passwords;
		this.stored = stored;
		this.accounts = accounts;
		this.throttle = throttle;
	}

	/**
	 * Checks a password.
	 * @param address where the attempt comes from
	 * @throws AuthenticationException if there is no such account or it has another
	 * password; which of the two, not even the time taken tells
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader signIn(EmailAddress email, String password, String address) {
		this.throttle.attempt(email, address);
		SignedInReader reader = check(email, password);
		this.throttle.succeeded(email, address);
		return reader;
	}

	/**
	 * Makes an account. An address that has one already is signed in when the password is
	 * right, which also makes a repeated registration harmless; when it is wrong, that is
	 * an attempt to sign in like any other. See ADR 4.
	 * @throws AuthenticationException if the address has an account with another password
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader register(EmailAddress email, String password, ZoneId zone, String address) {
		this.throttle.attempt(email, address);
		// Either way one hash is computed, so that both take the same time
		Optional<SignedInReader> created = this.stored.findPrincipal(email).isPresent() ? Optional.empty()
				: this.accounts.create(email, password, zone);
		SignedInReader reader = created.orElseGet(() -> check(email, password));
		this.throttle.forget(email);
		return reader;
	}

	/**
	 * Makes a demo account.
	 * @throws TooManyAttemptsException if there were too many attempts before
	 */
	public SignedInReader startDemo(String address) {
		this.throttle.attempt(address);
		return this.accounts.createDemo();
	}

	private SignedInReader check(EmailAddress email, String password) {
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
