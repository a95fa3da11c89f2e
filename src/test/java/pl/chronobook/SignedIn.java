package pl.chronobook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Sends a MockMvc request as a reader, with the principal that a real sign-in gives.
 */
public final class SignedIn {

	/** Later than the clock of any test, so that the sign-in is fresh. */
	private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

	private SignedIn() {
	}

	public static RequestPostProcessor as(ReaderId reader) {
		SignedInReader principal = new SignedInReader(reader, false, null);
		List<GrantedAuthority> authorities = new ArrayList<>(principal.getAuthorities());
		authorities.add(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
			.issuedAt(LATER)
			.build());
		return SecurityMockMvcRequestPostProcessors
			.authentication(UsernamePasswordAuthenticationToken.authenticated(principal, null, authorities));
	}

}
