package pl.chronobook.identity.session;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

import pl.chronobook.identity.domain.SignedInReader;

/**
 * Redirects refused requests. Without a session they go to the login page; a request of
 * htmx loads it as a page instead of swapping it into a fragment.
 */
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

	private static final Set<String> ENTRANCES = Set.of("/login", "/register");

	private final AccessDeniedHandler forbidden = new AccessDeniedHandlerImpl();

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
			throws IOException {
		FormPage.remember(request);
		goTo("/login", request, response);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
			throws IOException, ServletException {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		boolean entrance = ENTRANCES.contains(path);
		if (!(cause instanceof CsrfException)) {
			this.forbidden.handle(request, response, cause);
		}
		else if (signedIn() == null) {
			// The session ended while the page was open, and its token with it
			if (!entrance) {
				FormPage.remember(request);
			}
			goTo((entrance ? path : "/login") + "?expired", request, response);
		}
		else if (entrance) {
			// The form was sent twice, and the first time it has signed the reader in
			goTo("/", request, response);
		}
		else {
			this.forbidden.handle(request, response, cause);
		}
	}

	private static @Nullable SignedInReader signedIn() {
		var authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof SignedInReader reader) ? reader
				: null;
	}

	static void goTo(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
		String location = request.getContextPath() + path;
		if (request.getHeader("HX-Request") != null) {
			response.setHeader("HX-Redirect", location);
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
		}
		else {
			response.sendRedirect(location);
		}
	}

}
