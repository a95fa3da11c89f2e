package pl.chronobook.identity.domain;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

import pl.chronobook.identity.ReaderId;

/**
 * The principal of a session. Its name is the reader's id, by which Spring Session finds
 * the sessions of a reader. It holds the password's hash only until the sign-in is
 * decided; the hash is never written into the session.
 */
public final class SignedInReader implements UserDetails, CredentialsContainer {

	private static final long serialVersionUID = 1L;

	private final ReaderId readerId;

	private final boolean demo;

	private transient @Nullable String hashedPassword;

	public SignedInReader(ReaderId readerId, boolean demo, @Nullable String hashedPassword) {
		this.readerId = readerId;
		this.demo = demo;
		this.hashedPassword = hashedPassword;
	}

	public ReaderId getReaderId() {
		return this.readerId;
	}

	/**
	 * Returns whether this is a visitor's account, which has no password.
	 */
	public boolean isDemo() {
		return this.demo;
	}

	@Override
	public String getUsername() {
		return this.readerId.value().toString();
	}

	@Override
	public @Nullable String getPassword() {
		return this.hashedPassword;
	}

	@Override
	public void eraseCredentials() {
		this.hashedPassword = null;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of(new SimpleGrantedAuthority("ROLE_READER"));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SignedInReader that && this.readerId.equals(that.readerId);
	}

	@Override
	public int hashCode() {
		return this.readerId.hashCode();
	}

	@Override
	public String toString() {
		return "SignedInReader[" + this.readerId.value() + "]";
	}

}
