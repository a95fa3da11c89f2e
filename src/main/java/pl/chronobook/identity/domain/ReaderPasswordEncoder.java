package pl.chronobook.identity.domain;

import java.text.Normalizer;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id; older bcrypt hashes still match and are replaced at the
 * next sign-in. Passwords are normalised to NFKC first, because keyboards encode "ą"
 * differently.
 * <p>
 * Computing a hash takes 16 MB of memory and all of one processor. At most one hash per
 * processor is computed at a time; otherwise a burst of sign-ins on virtual threads would
 * exhaust the memory.
 */
@Component
class ReaderPasswordEncoder implements PasswordEncoder {

	/** The prefix of the stored value of an account without a password. */
	static final String NO_PASSWORD = "{none}";

	private final PasswordEncoder hashes = new DelegatingPasswordEncoder("argon2id", Map.of("argon2id",
			Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(), "bcrypt", new BCryptPasswordEncoder()));

	private final Semaphore permits = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return onePerProcessor(() -> this.hashes.encode(normalized(password)));
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
		if (hash != null && hash.startsWith(NO_PASSWORD)) {
			// Compute a hash all the same: the time must not reveal that the account has
			// no password
			encode(password);
			return false;
		}
		return onePerProcessor(() -> this.hashes.matches(normalized(password), hash));
	}

	@Override
	public boolean upgradeEncoding(@Nullable String hash) {
		return hash != null && !hash.startsWith(NO_PASSWORD) && this.hashes.upgradeEncoding(hash);
	}

	private static @Nullable String normalized(@Nullable CharSequence password) {
		return (password != null) ? Normalizer.normalize(password, Normalizer.Form.NFKC) : null;
	}

	private <T extends @Nullable Object> T onePerProcessor(Supplier<T> hashing) {
		this.permits.acquireUninterruptibly();
		try {
			return hashing.get();
		}
		finally {
			this.permits.release();
		}
	}

}
