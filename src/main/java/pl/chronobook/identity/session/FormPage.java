package pl.chronobook.identity.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpHeaders;

import pl.chronobook.identity.visitor.VisitorSessions;

/**
 * The page of a form that was sent after its session had expired. The reader returns to
 * it after signing in, and {@code typed.js} restores the form.
 */
final class FormPage {

	private static final String ATTRIBUTE = "chronobook.form-page";

	private static final int MAX_LENGTH = 2000;

	/** Matches paths without braces, which a redirect would take for variables. */
	private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\w./?&=%+~:@,;!-]*");

	private FormPage() {
	}

	/**
	 * Stores the page from which a form was sent. A form of another site is ignored: the
	 * cookie of a new session would replace the reader's.
	 */
	static void remember(HttpServletRequest request) {
		if (!"GET".equals(request.getMethod())) {
			path(request).filter((path) -> VisitorSessions.open(request))
				.ifPresent((path) -> request.getSession().setAttribute(ATTRIBUTE, path));
		}
	}

	/** Returns the stored path and removes it. */
	static Optional<String> take(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String path)) {
			return Optional.empty();
		}
		session.removeAttribute(ATTRIBUTE);
		return Optional.of(path);
	}

	private static Optional<String> path(HttpServletRequest request) {
		String referrer = request.getHeader(HttpHeaders.REFERER);
		if (referrer == null || referrer.length() > MAX_LENGTH) {
			return Optional.empty();
		}
		try {
			URI page = new URI(referrer);
			String query = (page.getRawQuery() != null) ? "?" + page.getRawQuery() : "";
			String path = String.valueOf(page.getRawPath()) + query;
			String own = path.startsWith(request.getContextPath()) ? path.substring(request.getContextPath().length())
					: "";
			return (request.getServerName().equals(page.getHost()) && PATH.matcher(own).matches()) ? Optional.of(own)
					: Optional.empty();
		}
		catch (URISyntaxException ex) {
			return Optional.empty();
		}
	}

}
