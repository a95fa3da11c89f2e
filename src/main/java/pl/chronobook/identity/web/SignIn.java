package pl.chronobook.identity.web;

import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.session.security.web.authentication.SpringSessionRememberMeServices;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.domain.SignedInReader;

/**
 * Gives a reader whose identity is established a session.
 */
@Component
class SignIn {

	private final SessionAuthenticationStrategy newSession;

	private final SecurityContextRepository contexts;

	private final SpringSessionRememberMeServices rememberMe;

	private final HttpSessionRequestCache requests;

	SignIn(CsrfTokens csrfTokens, SecurityContextRepository contexts, SpringSessionRememberMeServices rememberMe,
			HttpSessionRequestCache requests) {
		SessionFixationProtectionStrategy fresh = new SessionFixationProtectionStrategy();
		// Whoever was signed in here before leaves nothing behind
		fresh.setMigrateSessionAttributes(false);
		this.newSession = new CompositeSessionAuthenticationStrategy(
				List.of(fresh, new CsrfAuthenticationStrategy(csrfTokens)));
		this.contexts = contexts;
		this.rememberMe = rememberMe;
		this.requests = requests;
	}

	/**
	 * Signs a reader in, in a new session.
	 * @return where to go: the path asked for before, or {@code /}
	 */
	String start(SignedInReader reader, HttpServletRequest request, HttpServletResponse response) {
		reader.eraseCredentials();
		String destination = destination(request, response);
		UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(reader,
				null, reader.getAuthorities());
		authentication.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
		this.newSession.onAuthentication(authentication, request, response);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
		this.contexts.saveContext(context, request, response);
		this.rememberMe.loginSuccess(request, response, authentication);
		return destination;
	}

	/**
	 * The path, without the host: it cannot lead elsewhere, whatever the request claimed.
	 */
	private String destination(HttpServletRequest request, HttpServletResponse response) {
		if (!(this.requests.getRequest(request, response) instanceof DefaultSavedRequest saved)) {
			return "/";
		}
		this.requests.removeRequest(request, response);
		String path = Objects.requireNonNullElse(saved.getRequestURI(), "/")
			.substring(request.getContextPath().length());
		return (saved.getQueryString() != null) ? path + "?" + saved.getQueryString() : path;
	}

}
