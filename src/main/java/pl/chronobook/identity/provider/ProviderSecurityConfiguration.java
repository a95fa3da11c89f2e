package pl.chronobook.identity.provider;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import pl.chronobook.identity.session.SecurityConfiguration;

/**
 * Sign-in by OpenID providers: the authorization code flow with PKCE and a nonce. The
 * provider's answer opens no session by itself and none of its tokens is stored;
 * {@link ProviderSignIn} decides on the answer.
 */
@Configuration(proxyBeanMethods = false)
class ProviderSecurityConfiguration {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private static final String ALGORITHMS = "id_token_signing_alg_values_supported";

	@Bean
	@Order(1)
	SecurityFilterChain providers(HttpSecurity http, SignInProviders providers, AuthorizationRequests requests,
			ProviderSignIn signIn) throws Exception {
		JdkClientHttpRequestFactory client = client();
		return http.securityMatcher("/oauth2/authorization/*", "/login/oauth2/code/*")
			.authorizeHttpRequests((authorize) -> authorize.anyRequest().permitAll())
			.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
			.sessionManagement(
					(sessions) -> sessions.sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
			// Both requests are GETs, and the parameter state binds the answer to the
			// session
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(SecurityConfiguration::headers)
			.oauth2Login((login) -> login.clientRegistrationRepository(providers)
				.authorizedClientRepository(new NoAuthorizedClients())
				.loginPage("/login")
				.authorizationEndpoint((endpoint) -> endpoint.authorizationRequestResolver(requests)
					.authorizationRequestRepository(requests))
				.tokenEndpoint((endpoint) -> endpoint.accessTokenResponseClient(tokens(client)))
				.userInfoEndpoint((endpoint) -> endpoint.oidcUserService(users(client)))
				.successHandler(signIn)
				.failureHandler(signIn))
			.build();
	}

	/**
	 * Verifies ID tokens by the provider's keys, with the algorithms that it announces.
	 */
	@Bean
	JwtDecoderFactory<ClientRegistration> idTokens() {
		RestTemplate rest = new RestTemplate(client());
		return (registration) -> {
			NimbusJwtDecoder decoder = NimbusJwtDecoder
				.withJwkSetUri(Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
				.jwsAlgorithms((algorithms) -> algorithms.addAll(algorithms(registration)))
				.restOperations(rest)
				.build();
			decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(),
					new OidcIdTokenValidator(registration)));
			decoder.setClaimSetConverter(
					new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
			return decoder;
		};
	}

	private static Set<SignatureAlgorithm> algorithms(ClientRegistration registration) {
		Object announced = registration.getProviderDetails().getConfigurationMetadata().get(ALGORITHMS);
		Set<SignatureAlgorithm> known = (announced instanceof Collection<?> names) ? names.stream()
			.map((name) -> SignatureAlgorithm.from(String.valueOf(name)))
			.filter(Objects::nonNull)
			.collect(Collectors.toSet()) : Set.of();
		return known.isEmpty() ? Set.of(SignatureAlgorithm.RS256) : known;
	}

	private static RestClientAuthorizationCodeTokenResponseClient tokens(JdkClientHttpRequestFactory client) {
		RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
		tokens.setRestClient(RestClient.builder()
			.requestFactory(client)
			.configureMessageConverters((converters) -> converters.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build());
		return tokens;
	}

	private static OidcUserService users(JdkClientHttpRequestFactory client) {
		RestTemplate rest = new RestTemplate(client);
		rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
		DefaultOAuth2UserService claims = new DefaultOAuth2UserService();
		claims.setRestOperations(rest);
		OidcUserService users = new OidcUserService();
		users.setOauth2UserService(claims);
		return users;
	}

	private static JdkClientHttpRequestFactory client() {
		JdkClientHttpRequestFactory client = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
		client.setReadTimeout(READ_TIMEOUT);
		return client;
	}

	/**
	 * Discards the access tokens of providers, which are not needed after the sign-in.
	 */
	private static final class NoAuthorizedClients implements OAuth2AuthorizedClientRepository {

		@Override
		@SuppressWarnings("TypeParameterUnusedInFormals") // declared so by the interface
		public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String provider,
				Authentication principal, HttpServletRequest request) {
			return null;
		}

		@Override
		public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal,
				HttpServletRequest request, HttpServletResponse response) {
			// Tokens of providers are not stored
		}

		@Override
		public void removeAuthorizedClient(String provider, Authentication principal, HttpServletRequest request,
				HttpServletResponse response) {
			// Tokens of providers are not stored
		}

	}

}
