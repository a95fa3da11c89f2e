package pl.chronobook.identity.session;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
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

import pl.chronobook.identity.Ids;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.factor.AuthenticatorApps;
import pl.chronobook.identity.visitor.VisitorSessions;

/**
 * Opens a session for a reader whose identity is established.
 */
@Component
public class SignIn {

	private final SessionAuthenticationStrategy newSession;

	private final SecurityContextRepository contexts;

	private final SpringSessionRememberMeServices rememberMe;

	private final HttpSessionRequestCache requests;

	private final BrowserCookie browsers;

	private final AccountNotices notices;

	private final AuthenticatorApps apps;

	private final Clock clock;

	SignIn(CsrfTokens csrfTokens, SecurityContextRepository contexts, SpringSessionRememberMeServices rememberMe,
			HttpSessionRequestCache requests, BrowserCookie browsers, AccountNotices notices, AuthenticatorApps apps,
			Clock clock) {
		SessionFixationProtectionStrategy fresh = new SessionFixationProtectionStrategy();
		// A reader who was signed in before must leave no attributes to the next one
		fresh.setMigrateSessionAttributes(false);
		this.newSession = new CompositeSessionAuthenticationStrategy(
				List.of(fresh, new CsrfAuthenticationStrategy(csrfTokens)));
		this.contexts = contexts;
		this.rememberMe = rememberMe;
		this.requests = requests;
		this.browsers = browsers;
		this.notices = notices;
		this.apps = apps;
		this.clock = clock;
	}

	/**
	 * Signs in a reader whose password was right, or asks for the second factor first,
	 * where the account has one.
	 * @return the path to redirect to
	 */
	public String startWithPassword(SignedInReader reader, HttpServletRequest request, HttpServletResponse response) {
		if (!this.apps.isInUse(reader.getReaderId())) {
			return start(reader, FactorGrantedAuthority.PASSWORD_AUTHORITY, request, response);
		}
		reader.eraseCredentials();
		VisitorSessions.exempt(request);
		HttpSession session = request.getSession();
		session.setAttribute(PendingSignIn.ATTRIBUTE,
				new PendingSignIn(reader, this.clock.instant(), request.getParameter("remember-me") != null));
		request.changeSessionId();
		return "/login/code";
	}

	/**
	 * Signs a reader in, in a new session.
	 * @param factor the proof of identity, such as
	 * {@link FactorGrantedAuthority#PASSWORD_AUTHORITY}
	 * @return the path to redirect to: the one requested before, or {@code /}
	 */
	public String start(SignedInReader reader, String factor, HttpServletRequest request,
			HttpServletResponse response) {
		reader.eraseCredentials();
		VisitorSessions.exempt(request);
		String destination = destination(request, response);
		Authentication authentication = authentication(reader, factor, request);
		this.newSession.onAuthentication(authentication, request, response);
		save(authentication, request, response);
		SignInRecord record = new SignInRecord(Ids.next(), UserAgents.of(request), this.clock.instant());
		request.getSession().setAttribute(SignInRecord.ATTRIBUTE, record);
		this.rememberMe.loginSuccess(request, response, authentication);
		this.notices.happened(SecurityEvent.SIGNED_IN, reader.getReaderId(), record.device(), record.id());
		if (!reader.isDemo()
				&& !this.notices.recordBrowser(reader.getReaderId(), this.browsers.tokenOf(request, response))) {
			this.notices.happened(SecurityEvent.NEW_BROWSER, reader.getReaderId(), record.device(), record.id());
		}
		return destination;
	}

	/**
	 * Records in the session that its reader has confirmed their identity.
	 */
	public void refresh(SignedInReader reader, String factor, HttpServletRequest request,
			HttpServletResponse response) {
		reader.eraseCredentials();
		save(authentication(reader, factor, request), request, response);
		request.changeSessionId();
		this.notices.happened(SecurityEvent.CONFIRMED, reader.getReaderId(), UserAgents.of(request),
				SignInRecord.idOf(request));
	}

	private Authentication authentication(SignedInReader reader, String factor, HttpServletRequest request) {
		List<GrantedAuthority> authorities = new ArrayList<>(reader.getAuthorities());
		authorities.add(FactorGrantedAuthority.withAuthority(factor).issuedAt(this.clock.instant()).build());
		UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(reader,
				null, authorities);
		authentication.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
		return authentication;
	}

	private void save(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
		this.contexts.saveContext(context, request, response);
	}

	/**
	 * Returns the path without the host, so that a forged host cannot redirect to another
	 * site.
	 */
	private String destination(HttpServletRequest request, HttpServletResponse response) {
		Optional<String> form = FormPage.take(request);
		if (form.isPresent()) {
			return form.get();
		}
		if (!(this.requests.getRequest(request, response) instanceof DefaultSavedRequest saved)) {
			return "/";
		}
		this.requests.removeRequest(request, response);
		String path = Objects.requireNonNullElse(saved.getRequestURI(), "/")
			.substring(request.getContextPath().length());
		return (saved.getQueryString() != null) ? path + "?" + saved.getQueryString() : path;
	}

}
