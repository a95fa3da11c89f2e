package pl.chronobook;

import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.SignedInReader;

/**
 * Sends a MockMvc request as a reader, with the principal that a real sign-in gives.
 */
public final class SignedIn {

	private SignedIn() {
	}

	public static RequestPostProcessor as(ReaderId reader) {
		return SecurityMockMvcRequestPostProcessors.user(new SignedInReader(reader, false, null));
	}

}
