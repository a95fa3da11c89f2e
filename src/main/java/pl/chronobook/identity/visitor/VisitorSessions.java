package pl.chronobook.identity.visitor;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Counts every session that a visitor opens in any part of the application: to store the
 * requested page until the sign-in, the challenge of a passkey, or the visit to a
 * provider. Sessions of readers do not count, because their sign-ins are limited.
 */
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER + 1)
public class VisitorSessions extends OncePerRequestFilter {

	private static final String READER = VisitorSessions.class.getName() + ".reader";

	private static final String REFUSED = VisitorSessions.class.getName() + ".refused";

	private final VisitorLimits limits;

	VisitorSessions(VisitorLimits limits) {
		this.limits = limits;
	}

	/** Exempts a reader who is being signed in from the limit. */
	public static void exempt(HttpServletRequest request) {
		request.setAttribute(READER, true);
	}

	/**
	 * Opens a session for a convenience that a visitor can do without.
	 * @return whether there is a session now
	 */
	public static boolean open(HttpServletRequest request) {
		try {
			request.getSession();
			return true;
		}
		catch (TooManyAttemptsException ex) {
			return false;
		}
	}

	/** Returns whether this request was refused a session. */
	public static boolean wasRefused(HttpServletRequest request) {
		return request.getAttribute(REFUSED) != null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(new CountedRequest(request), response);
		}
		catch (TooManyAttemptsException ex) {
			// No controller was reached that could answer with a page
			if (response.isCommitted()) {
				throw ex;
			}
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ex.seconds()));
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
		}
	}

	private final class CountedRequest extends HttpServletRequestWrapper {

		private CountedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public HttpSession getSession() {
			return super.getSession(count(true));
		}

		@Override
		public @Nullable HttpSession getSession(boolean create) {
			return super.getSession(count(create));
		}

		private boolean count(boolean create) {
			if (create && super.getSession(false) == null && getAttribute(READER) == null && !isSignedIn()) {
				try {
					VisitorSessions.this.limits.openSession(getRemoteAddr());
				}
				catch (TooManyAttemptsException ex) {
					setAttribute(REFUSED, true);
					throw ex;
				}
			}
			return create;
		}

		private static boolean isSignedIn() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return authentication != null && authentication.getPrincipal() instanceof SignedInReader;
		}

	}

}
