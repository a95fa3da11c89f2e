package pl.chronobook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Sends a MockMvc request as a reader, with the principal that a real sign-in gives.
 */
public final class SignedIn {

	/** Later than the clock of any test, so that the sign-in is recent. */
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

	public static MvcTestResult get(MockMvcTester mvc, ReaderId reader, String path) {
		return mvc.get().uri(path).with(as(reader)).exchange();
	}

	/**
	 * Posts a form.
	 * @param parameters names and values, alternating
	 */
	public static MvcTestResult post(MockMvcTester mvc, ReaderId reader, String path, String... parameters) {
		var request = mvc.post().uri(path).with(as(reader)).with(SecurityMockMvcRequestPostProcessors.csrf());
		for (int i = 0; i < parameters.length; i += 2) {
			request.param(parameters[i], parameters[i + 1]);
		}
		return request.exchange();
	}

}
