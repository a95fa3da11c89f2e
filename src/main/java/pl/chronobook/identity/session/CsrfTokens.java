package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Keeps the CSRF token of a signed-in reader in the session, where nobody else can put
 * one, and the token of a visitor in a cookie: a stranger who looks at the landing page
 * leaves no row in the database, and a login page left open overnight still works.
 */
class CsrfTokens implements CsrfTokenRepository {

	static final String COOKIE = "chronobook-csrf";

	private final CsrfTokenRepository readers = new HttpSessionCsrfTokenRepository();

	private final CookieCsrfTokenRepository visitors = new CookieCsrfTokenRepository();

	CsrfTokens(boolean alwaysSecure) {
		HttpSessionCsrfTokenRepository sessions = (HttpSessionCsrfTokenRepository) this.readers;
		sessions.setHeaderName("X-CSRF-TOKEN");
		this.visitors.setHeaderName("X-CSRF-TOKEN");
		this.visitors.setCookieName(COOKIE);
		this.visitors.setCookieCustomizer((cookie) -> {
			cookie.httpOnly(true).sameSite("Lax");
			if (alwaysSecure) {
				cookie.secure(true);
			}
		});
	}

	@Override
	public CsrfToken generateToken(HttpServletRequest request) {
		return this.visitors.generateToken(request);
	}

	@Override
	public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
		repository(request).saveToken(token, request, response);
	}

	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		return repository(request).loadToken(request);
	}

	private CsrfTokenRepository repository(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		boolean signedIn = session != null
				&& session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
		return signedIn ? this.readers : this.visitors;
	}

}
