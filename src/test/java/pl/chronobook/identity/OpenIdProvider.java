package pl.chronobook.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * A real OpenID provider, Spring Authorization Server, in the tests' own process. Every
 * user name is a user; a test says which claims the provider makes of it. Requests
 * without PKCE are refused.
 */
public final class OpenIdProvider {

	/** The provider's name in the configuration of the application. */
	public static final String ID = "test";

	/** The header that names the user in a request to the provider. */
	public static final String USER = "X-User";

	private static final String PASSWORD = "secret";

	private static final Map<String, Map<String, Object>> CLAIMS = new ConcurrentHashMap<>();

	private static final HttpClient BROWSER = HttpClient.newHttpClient();

	private OpenIdProvider() {
	}

	/** Sets what the provider's ID tokens say of a user, beside the subject. */
	public static void says(String subject, Map<String, Object> claims) {
		CLAIMS.put(subject, claims);
	}

	/**
	 * Signs a user in at the provider.
	 * @param authorizationRequest where the application has sent the browser
	 * @return where the provider sends it back
	 */
	public static String signIn(String authorizationRequest, String subject) {
		try {
			HttpResponse<String> answer = BROWSER.send(
					HttpRequest.newBuilder(URI.create(authorizationRequest)).header(USER, subject).build(),
					HttpResponse.BodyHandlers.ofString());
			return answer.headers()
				.firstValue("Location")
				.orElseThrow(() -> new IllegalStateException("The provider answers " + answer.statusCode()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String start() {
		return "http://127.0.0.1:" + new SpringApplicationBuilder(Server.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.config.name=openid-provider",
					"spring.main.banner-mode=off")
			.run()
			.getEnvironment()
			.getProperty("local.server.port");
	}

	/** Signs everybody in as the user that they claim to be. */
	private static void believe(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String user = ((HttpServletRequest) request).getHeader(USER);
		if (user != null) {
			SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken(user, null,
						List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY))));
		}
		chain.doFilter(request, response);
	}

	/** Registers the provider with the application. */
	@TestConfiguration(proxyBeanMethods = false)
	public static class Client {

		@Bean
		DynamicPropertyRegistrar providerProperties() {
			String issuer = start();
			return (properties) -> {
				String prefix = "spring.security.oauth2.client.";
				properties.add(prefix + "registration.test.client-id", () -> "chronobook");
				properties.add(prefix + "registration.test.client-secret", () -> PASSWORD);
				properties.add(prefix + "registration.test.client-name", () -> "Biblioteka Miejska");
				properties.add(prefix + "provider.test.issuer-uri", () -> issuer);
				properties.add(prefix + "registration.down.client-id", () -> "chronobook");
				properties.add(prefix + "provider.down.issuer-uri", () -> "http://127.0.0.1:9");
			};
		}

	}

	/** The provider itself. */
	@TestConfiguration(proxyBeanMethods = false)
	@EnableWebSecurity
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class })
	static class Server {

		@Bean
		SecurityFilterChain server(HttpSecurity http) throws Exception {
			return http.oauth2AuthorizationServer((server) -> server.oidc(Customizer.withDefaults()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.addFilterAfter(OpenIdProvider::believe, SecurityContextHolderFilter.class)
				.build();
		}

		@Bean
		RegisteredClientRepository clients() {
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId("chronobook")
				.clientId("chronobook")
				.clientSecret("{noop}" + PASSWORD)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				// A loopback address may have any port (RFC 8252)
				.redirectUri("http://127.0.0.1/login/oauth2/code/" + ID)
				.scope("openid")
				.scope("email")
				.clientSettings(
						ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
				.build());
		}

		@Bean
		OAuth2TokenCustomizer<JwtEncodingContext> claims() {
			return (token) -> {
				if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
					CLAIMS.getOrDefault(token.getPrincipal().getName(), Map.of()).forEach(token.getClaims()::claim);
				}
			};
		}

		@Bean
		JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			KeyPair pair = generator.generateKeyPair();
			return new ImmutableJWKSet<>(
					new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate())
						.keyID("key")
						.build()));
		}

		/** For the UserInfo endpoint. */
		@Bean
		JwtDecoder tokens(JWKSource<SecurityContext> keys) {
			return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
		}

		@Bean
		AuthorizationServerSettings settings() {
			return AuthorizationServerSettings.builder().build();
		}

	}

}
