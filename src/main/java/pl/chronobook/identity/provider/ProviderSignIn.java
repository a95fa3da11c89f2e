package pl.chronobook.identity.provider;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.AccountNotices;
import pl.chronobook.identity.domain.Accounts;
import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.RegistrationRefusedException;
import pl.chronobook.identity.domain.SecurityEvent;
import pl.chronobook.identity.domain.SecurityLog;
import pl.chronobook.identity.domain.SignInAttempts;
import pl.chronobook.identity.domain.SignedInReader;
import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.session.FreshSignInCheck;
import pl.chronobook.identity.session.SignIn;
import pl.chronobook.identity.session.SignInRecord;
import pl.chronobook.identity.session.UserAgents;

/**
 * Completes a {@link ProviderVisit} after the provider has identified its user. An
 * existing account is never linked by its e-mail address, because the operator of a
 * provider could claim any address.
 */
@Component
class ProviderSignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final Logger logger = LoggerFactory.getLogger(ProviderSignIn.class);

	private static final String SECURITY_PAGE = "/account/security?provider=";

	private static final String LOGIN_PAGE = "/login?provider=";

	private final ProviderLinks links;

	private final SignInAttempts attempts;

	private final Accounts accounts;

	private final Registration registration;

	private final SignIn signIn;

	private final AccountNotices notices;

	private final SecurityLog log;

	private final Clock clock;

	/** Reads the session, which the filter chain of providers does not. */
	private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

	ProviderSignIn(ProviderLinks links, SignInAttempts attempts, Accounts accounts, Registration registration,
			SignIn signIn, AccountNotices notices, SecurityLog log, Clock clock) {
		this.links = links;
		this.attempts = attempts;
		this.accounts = accounts;
		this.registration = registration;
		this.signIn = signIn;
		this.notices = notices;
		this.log = log;
		this.clock = clock;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		if (!(authentication instanceof OAuth2AuthenticationToken token)
				|| !(token.getPrincipal() instanceof OidcUser user)) {
			throw new IllegalStateException("Not an OpenID provider");
		}
		Answer answer = new Answer(token.getAuthorizedClientRegistrationId(), user);
		ProviderVisit visit = AuthorizationRequests.visitOf(request);
		String path = switch (visit.purpose()) {
			case SIGN_IN -> signIn(answer, visit, request, response);
			case LINK -> link(answer, visit, request);
			case CONFIRM -> confirm(answer, visit, request, response);
		};
		response.sendRedirect(request.getContextPath() + path);
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException cause) throws IOException {
		ProviderVisit visit = AuthorizationRequests.visitOf(request);
		this.log.record(SecurityEvent.SIGN_IN_FAILED, visit.reader());
		logger.warn("A sign-in by an OpenID provider failed: {}", code(cause));
		response.sendRedirect(request.getContextPath() + switch (visit.purpose()) {
			case SIGN_IN -> LOGIN_PAGE + "failed";
			case LINK -> SECURITY_PAGE + "failed";
			case CONFIRM -> refused(visit);
		});
	}

	/**
	 * Returns the code of an error for the log, if it is well-formed: it may be made up
	 * by the browser.
	 */
	private static String code(AuthenticationException cause) {
		String code = (cause instanceof OAuth2AuthenticationException failure) ? failure.getError().getErrorCode() : "";
		return code.matches("[a-z_]{1,60}") ? code : "unknown error";
	}

	private String signIn(Answer answer, ProviderVisit visit, HttpServletRequest request,
			HttpServletResponse response) {
		Optional<ReaderId> known = this.links.find(answer.issuer(), answer.subject());
		if (known.isPresent()) {
			return start(this.accounts.principal(known.get()), request, response);
		}
		if (!this.registration.allowsProvider(visit.invitation())) {
			return LOGIN_PAGE + "closed";
		}
		try {
			Optional<SignedInReader> created = this.attempts.registerWithoutPassword(answer.email(), visit.zone(),
					visit.invitation(), (reader) -> link(reader, answer), request.getRemoteAddr());
			if (created.isPresent()) {
				return start(created.get(), request, response);
			}
			// A second click may have created the account meanwhile
			Optional<ReaderId> other = this.links.find(answer.issuer(), answer.subject());
			return other.isPresent() ? start(this.accounts.principal(other.get()), request, response)
					: LOGIN_PAGE + "taken";
		}
		catch (RegistrationRefusedException ex) {
			return LOGIN_PAGE + "closed";
		}
		catch (TooManyAttemptsException ex) {
			return LOGIN_PAGE + "wait";
		}
	}

	private String start(SignedInReader reader, HttpServletRequest request, HttpServletResponse response) {
		return this.signIn.start(reader, FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY, request, response);
	}

	private String link(Answer answer, ProviderVisit visit, HttpServletRequest request) {
		ReaderId reader = visit.reader();
		if (reader == null || !isSignedIn(reader, request)) {
			return "/login?expired";
		}
		if (!link(reader, answer)) {
			return SECURITY_PAGE + "taken";
		}
		this.notices.happened(SecurityEvent.PROVIDER_LINKED, reader, UserAgents.of(request),
				SignInRecord.idOf(request));
		return SECURITY_PAGE + "linked";
	}

	private boolean link(ReaderId reader, Answer answer) {
		return this.links.link(reader, answer.provider(), answer.issuer(), answer.subject());
	}

	private String confirm(Answer answer, ProviderVisit visit, HttpServletRequest request,
			HttpServletResponse response) {
		ReaderId reader = visit.reader();
		if (reader == null || !isSignedIn(reader, request)) {
			return "/login?expired";
		}
		Instant authenticated = answer.user().getAuthenticatedAt();
		boolean fresh = authenticated != null
				&& authenticated.isAfter(this.clock.instant().minus(FreshSignInCheck.FRESH));
		if (!fresh || !this.links.find(answer.issuer(), answer.subject()).equals(Optional.of(reader))) {
			this.log.record(SecurityEvent.SIGN_IN_FAILED, reader);
			return refused(visit);
		}
		this.signIn.refresh(this.accounts.principal(reader), FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY,
				request, response);
		return visit.next();
	}

	private static String refused(ProviderVisit visit) {
		return "/account/confirm?refused&next=" + URLEncoder.encode(visit.next(), StandardCharsets.UTF_8);
	}

	private boolean isSignedIn(ReaderId reader, HttpServletRequest request) {
		Authentication authentication = this.contexts.loadDeferredContext(request).get().getAuthentication();
		return authentication != null && authentication.getPrincipal() instanceof SignedInReader signedIn
				&& signedIn.getReaderId().equals(reader);
	}

	/**
	 * The answer of a provider. Spring Security has checked that its ID token names
	 * issuer and subject.
	 *
	 * @param provider the provider's name in the configuration
	 * @param user its user, with the claims of the ID token
	 */
	private record Answer(String provider, OidcUser user) {

		private String issuer() {
			return Objects.requireNonNull(this.user.getIssuer()).toString();
		}

		private String subject() {
			return Objects.requireNonNull(this.user.getSubject());
		}

		/**
		 * Returns the address if the provider has verified it; others may belong to
		 * somebody else.
		 */
		private @Nullable EmailAddress email() {
			return Boolean.TRUE.equals(this.user.getEmailVerified())
					? EmailAddress.parse(this.user.getEmail()).orElse(null) : null;
		}

	}

}
