package pl.chronobook.identity.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.domain.Registration;
import pl.chronobook.identity.domain.RegistrationMode;

/**
 * The OpenID providers by which readers can sign in, from Spring Boot's properties {@code
 * spring.security.oauth2.client}. A provider's endpoints are discovered at the first
 * sign-in, so that the application starts even if a provider is down.
 */
@Component
@EnableConfigurationProperties(OAuth2ClientProperties.class)
public class SignInProviders implements ClientRegistrationRepository {

	private final OAuth2ClientProperties properties;

	private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

	SignInProviders(OAuth2ClientProperties properties, Registration registration) {
		this.properties = properties;
		if (registration.mode() == RegistrationMode.OIDC_ONLY && properties.getRegistration().isEmpty()) {
			throw new IllegalStateException("chronobook.registration=oidc-only needs an OpenID provider: "
					+ "set spring.security.oauth2.client.registration.<name>.client-id");
		}
		properties.getRegistration().forEach((id, client) -> {
			if (provider(id, client).getIssuerUri() == null) {
				throw new IllegalStateException(
						"The OpenID provider %s needs spring.security.oauth2.client.provider.%s.issuer-uri"
							.formatted(id, Objects.requireNonNullElse(client.getProvider(), id)));
			}
		});
	}

	/** Lists the providers in the order of their names. */
	public List<SignInProvider> all() {
		return this.properties.getRegistration()
			.keySet()
			.stream()
			.map((id) -> new SignInProvider(id, nameOf(id)))
			.sorted((one, other) -> one.name().compareToIgnoreCase(other.name()))
			.toList();
	}

	/** Returns whether a provider is configured. */
	public boolean exists(String id) {
		return this.properties.getRegistration().containsKey(id);
	}

	/** Returns the name of a provider on pages; the id if it is no longer configured. */
	public String nameOf(String id) {
		OAuth2ClientProperties.Registration client = this.properties.getRegistration().get(id);
		return (client != null && client.getClientName() != null) ? client.getClientName() : id;
	}

	/**
	 * Finds a provider's endpoints and our registration with it.
	 * @return null if there is no such provider
	 * @throws RuntimeException if its endpoints cannot be discovered
	 */
	@Override
	public @Nullable ClientRegistration findByRegistrationId(String id) {
		OAuth2ClientProperties.Registration client = this.properties.getRegistration().get(id);
		return (client != null) ? this.known.computeIfAbsent(id, (name) -> discover(name, client)) : null;
	}

	private ClientRegistration discover(String id, OAuth2ClientProperties.Registration client) {
		OAuth2ClientProperties one = new OAuth2ClientProperties();
		one.getRegistration().put(id, client);
		one.getProvider().putAll(this.properties.getProvider());
		ClientRegistration registration = new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id);
		return ClientRegistration.withClientRegistration(Objects.requireNonNull(registration))
			.scope(scopes(client.getScope()))
			.build();
	}

	/** Adds the scope {@code openid}, without which the provider sends no ID token. */
	private static List<String> scopes(@Nullable Set<String> configured) {
		List<String> scopes = new ArrayList<>((configured != null) ? configured : List.of(OidcScopes.EMAIL));
		scopes.addFirst(OidcScopes.OPENID);
		return scopes.stream().distinct().toList();
	}

	private OAuth2ClientProperties.Provider provider(String id, OAuth2ClientProperties.Registration client) {
		return this.properties.getProvider()
			.getOrDefault(Objects.requireNonNullElse(client.getProvider(), id), new OAuth2ClientProperties.Provider());
	}

	/**
	 * A provider as the pages show it.
	 *
	 * @param id its name in the configuration
	 * @param name its name for readers
	 */
	public record SignInProvider(String id, String name) {
	}

}
