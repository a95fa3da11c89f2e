package pl.chronobook.identity.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.domain.TooManyAttemptsException;
import pl.chronobook.identity.provider.ProviderVisit.Purpose;

/**
 * Creates the authorization requests with which browsers go to a provider. Each belongs
 * to a {@link ProviderVisit}, which the provider does not see. Except for a plain sign-in
 * it asks the provider to authenticate the user again.
 */
@Component
class AuthorizationRequests
		implements OAuth2AuthorizationRequestResolver, AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final Logger log = LoggerFactory.getLogger(AuthorizationRequests.class);

	private static final String VISIT = ProviderVisit.class.getName();

	private final OAuth2AuthorizationRequestResolver requests;

	private final AuthorizationRequestRepository<OAuth2AuthorizationRequest> stored = new HttpSessionOAuth2AuthorizationRequestRepository();

	AuthorizationRequests(SignInProviders providers) {
		this.requests = new DefaultOAuth2AuthorizationRequestResolver(providers);
	}

	/**
	 * Creates an authorization request.
	 * @return null if the provider is unknown, its endpoints cannot be discovered or the
	 * visitor gets no session; the controller then answers
	 */
	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
		return resolved(() -> this.requests.resolve(request), request);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String provider) {
		return resolved(() -> this.requests.resolve(request, provider), request);
	}

	private static @Nullable OAuth2AuthorizationRequest resolved(Resolution resolution, HttpServletRequest request) {
		try {
			OAuth2AuthorizationRequest resolved = resolution.resolve();
			if (resolved == null) {
				return null;
			}
			// The session stores the request. If no session may be opened, that has to
			// fail here, where a page can show the reason
			request.getSession();
			return forVisit(resolved, ProviderVisit.take(request));
		}
		catch (TooManyAttemptsException ex) {
			return null;
		}
		catch (RuntimeException ex) {
			log.warn("An OpenID provider cannot be used: {}", ex.getMessage());
			return null;
		}
	}

	private static OAuth2AuthorizationRequest forVisit(OAuth2AuthorizationRequest request, ProviderVisit visit) {
		return OAuth2AuthorizationRequest.from(request)
			.attributes((attributes) -> attributes.put(VISIT, visit))
			.additionalParameters((parameters) -> {
				if (visit.purpose() != Purpose.SIGN_IN) {
					parameters.put("prompt", "login");
					parameters.put("max_age", "0");
				}
			})
			.build();
	}

	/** Returns the visit to which the provider's answer belongs. */
	static ProviderVisit visitOf(HttpServletRequest request) {
		return (request.getAttribute(VISIT) instanceof ProviderVisit visit) ? visit : ProviderVisit.SIGN_IN;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		return this.stored.loadAuthorizationRequest(request);
	}

	@Override
	public void saveAuthorizationRequest(OAuth2AuthorizationRequest authorization, HttpServletRequest request,
			HttpServletResponse response) {
		this.stored.saveAuthorizationRequest(authorization, request, response);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		OAuth2AuthorizationRequest removed = this.stored.removeAuthorizationRequest(request, response);
		if (removed != null) {
			request.setAttribute(VISIT, removed.getAttribute(VISIT));
		}
		return removed;
	}

	private interface Resolution {

		@Nullable OAuth2AuthorizationRequest resolve();

	}

}
