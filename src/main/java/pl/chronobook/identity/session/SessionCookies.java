package pl.chronobook.identity.session;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.security.web.authentication.SpringSessionRememberMeServices;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * Reads and writes the cookie with the session's id. Over https its name begins with
 * {@code __Host-}, so that browsers accept it only from this host and only over https. An
 * id of an unknown form is ignored and never reaches the database.
 */
final class SessionCookies implements CookieSerializer {

	/** The cookie's name over http; over https {@code __Host-} comes before it. */
	static final String NAME = "chronobook";

	private static final Pattern SESSION_ID = Pattern
		.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private final DefaultCookieSerializer plain;

	private final DefaultCookieSerializer secure;

	private final boolean alwaysSecure;

	private final Duration remembered;

	/**
	 * Creates the cookies.
	 * @param alwaysSecure whether all requests come over https, through a proxy that does
	 * not say so
	 * @param remembered the lifetime of the cookie of a reader who asked to be remembered
	 */
	SessionCookies(boolean alwaysSecure, Duration remembered) {
		this.plain = cookie(NAME, false);
		this.secure = cookie("__Host-" + NAME, true);
		this.alwaysSecure = alwaysSecure;
		this.remembered = remembered;
	}

	private static DefaultCookieSerializer cookie(String name, boolean secure) {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName(name);
		cookie.setCookiePath("/");
		cookie.setUseSecureCookie(secure);
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

	@Override
	public void writeCookieValue(CookieValue value) {
		boolean isRemembered = value.getRequest()
			.getAttribute(SpringSessionRememberMeServices.REMEMBER_ME_LOGIN_ATTR) != null;
		if (isRemembered && value.getCookieMaxAge() < 0) {
			value.setCookieMaxAge((int) this.remembered.toSeconds());
		}
		cookie(value.getRequest()).writeCookieValue(value);
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return cookie(request).readCookieValues(request)
			.stream()
			.filter((id) -> SESSION_ID.matcher(id).matches())
			.toList();
	}

	private CookieSerializer cookie(HttpServletRequest request) {
		return (this.alwaysSecure || request.isSecure()) ? this.secure : this.plain;
	}

}
