package pl.chronobook.identity.session;

import java.time.Duration;
import java.util.UUID;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognises browsers by a random cookie, so that readers are warned of sign-ins from new
 * ones. The cookie gives no access.
 */
@Component
class BrowserCookie {

	private static final String NAME = "chronobook-browser";

	private static final Duration LIFETIME = Duration.ofDays(400);

	private final boolean alwaysSecure;

	BrowserCookie(@Value("${server.servlet.session.cookie.secure:false}") boolean alwaysSecure) {
		this.alwaysSecure = alwaysSecure;
	}

	/** Returns the browser's token, and sets one if there is none. */
	String tokenOf(HttpServletRequest request, HttpServletResponse response) {
		boolean secure = this.alwaysSecure || request.isSecure();
		String name = secure ? "__Host-" + NAME : NAME;
		Cookie sent = WebUtils.getCookie(request, name);
		String token = (sent != null && sent.getValue().matches("[0-9a-f-]{36}")) ? sent.getValue()
				: UUID.randomUUID().toString();
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(name, token)
					.path("/")
					.maxAge(LIFETIME)
					.httpOnly(true)
					.secure(secure)
					.sameSite("Lax")
					.build()
					.toString());
		return token;
	}

}
