package pl.chronobook.identity.session;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in with which a session began, stored in the session.
 *
 * @param id identifies the sign-in on pages, in place of the session's id, which is
 * secret
 * @param device the browser in words; empty if it is unknown
 * @param since its moment
 */
public record SignInRecord(UUID id, String device, Instant since) implements Serializable {

	static final String ATTRIBUTE = "chronobook.sign-in";

	static @Nullable SignInRecord of(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(ATTRIBUTE) instanceof SignInRecord found) ? found : null;
	}

	public static @Nullable UUID idOf(HttpServletRequest request) {
		SignInRecord found = of(request);
		return (found != null) ? found.id() : null;
	}

}
