package pl.chronobook.identity.session;

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
 * Stores the CSRF token of a signed-in reader in the session, where nobody can plant one,
 * and that of a visitor in a cookie. So visitors of the landing page leave no session in
 * the database, and a login page that was open overnight still works.
 */
class CsrfTokens implements CsrfTokenRepository {

	/** The cookie's name over http; over https {@code __Host-} comes before it. */
	static final String COOKIE = "chronobook-csrf";

	private static final String HEADER = "X-CSRF-TOKEN";

	private final CsrfTokenRepository readers = new HttpSessionCsrfTokenRepository();

	private final CookieCsrfTokenRepository visitors = cookie(COOKIE, false);

	private final CookieCsrfTokenRepository secureVisitors = cookie("__Host-" + COOKIE, true);

	private final boolean alwaysSecure;

	CsrfTokens(boolean alwaysSecure) {
		HttpSessionCsrfTokenRepository sessions = (HttpSessionCsrfTokenRepository) this.readers;
		sessions.setHeaderName(HEADER);
		this.alwaysSecure = alwaysSecure;
	}

	private static CookieCsrfTokenRepository cookie(String name, boolean secure) {
		CookieCsrfTokenRepository cookies = new CookieCsrfTokenRepository();
		cookies.setHeaderName(HEADER);
		cookies.setCookieName(name);
		cookies.setCookiePath("/");
		cookies.setCookieCustomizer((cookie) -> cookie.httpOnly(true).secure(secure).sameSite("Lax"));
		return cookies;
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
		if (signedIn) {
			return this.readers;
		}
		return (this.alwaysSecure || request.isSecure()) ? this.secureVisitors : this.visitors;
	}

}
