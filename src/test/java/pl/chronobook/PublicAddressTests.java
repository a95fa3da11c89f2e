package pl.chronobook;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PublicAddressTests {

	@Test
	void addressesFollowTheRequestWhenNothingIsConfigured() throws Exception {
		assertThat(address(null, List.of(), "books.example.org")).isEqualTo("http://books.example.org");
	}

	@Test
	void addressesBeginWithThePublicAddressWhateverHostTheRequestNames() throws Exception {
		assertThat(address(URI.create("https://books.example.org"), List.of(), "evil.example"))
			.isEqualTo("https://books.example.org");
		assertThat(address(URI.create("http://laptop:8080"), List.of(), "evil.example"))
			.isEqualTo("http://laptop:8080");
	}

	/** For example on a laptop where another program uses the default port. */
	@ParameterizedTest
	@ValueSource(strings = { "http://chronobook.localhost:9080", "https://chronobook.localhost:9443" })
	void aPortOfThePublicAddressIsInEveryAddressThatIsHandedOut(String address) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/oauth2/authorization/library");
		request.setServletPath("/oauth2/authorization/library");
		request.setServerName("10.42.0.7");
		request.setServerPort(8080);
		HttpServletRequest seen = Objects.requireNonNull(filtered(request, URI.create(address), List.of()));

		// The feed, invitations, devices and the address of the API
		assertThat(ServletUriComponentsBuilder.fromContextPath(seen).path("/register").toUriString())
			.isEqualTo(address + "/register");
		// The origin of passkeys
		assertThat(ServletUriComponentsBuilder.fromRequest(seen).replacePath(null).toUriString()).isEqualTo(address);
		assertThat(seen.getServerName()).isEqualTo("chronobook.localhost");
		// Where an OpenID provider sends the browser back to
		ClientRegistration provider = ClientRegistration.withRegistrationId("library")
			.clientId("chronobook")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
			.authorizationUri("https://id.example.org/authorize")
			.tokenUri("https://id.example.org/token")
			.build();
		assertThat(new DefaultOAuth2AuthorizationRequestResolver(new InMemoryClientRegistrationRepository(provider))
			.resolve(seen)
			.getRedirectUri()).isEqualTo(address + "/login/oauth2/code/library");
	}

	@Test
	void aHostThatIsNotAllowedIsRefused() throws Exception {
		List<String> allowed = List.of("Books.example.org");
		assertThat(address(null, allowed, "books.EXAMPLE.org")).isNotNull();
		assertThat(address(null, allowed, "evil.example")).isNull();
		assertThat(address(URI.create("https://read.example.org"), allowed, "read.example.org")).isNotNull();
	}

	@Test
	void aPublicAddressWithoutSchemeOrHostStopsTheStart() {
		for (String address : List.of("books.example.org", "/books", "ftp://books.example.org")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new PublicAddressProperties(URI.create(address), List.of()));
		}
	}

	/** The address that a page would hand out, or null when the request is refused. */
	private static @Nullable String address(@Nullable URI publicAddress, List<String> allowed, String host)
			throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/forecast/feed");
		request.setServerName(host);
		HttpServletRequest seen = filtered(request, publicAddress, allowed);
		return (seen != null) ? ServletUriComponentsBuilder.fromContextPath(seen).toUriString() : null;
	}

	/** The request as the application sees it, or null when it is refused. */
	private static @Nullable HttpServletRequest filtered(MockHttpServletRequest request, @Nullable URI publicAddress,
			List<String> allowed) throws Exception {
		MockFilterChain chain = new MockFilterChain();
		MockHttpServletResponse response = new MockHttpServletResponse();
		new PublicAddress(new PublicAddressProperties(publicAddress, allowed)).doFilter(request, response, chain);
		if (chain.getRequest() == null) {
			assertThat(response.getStatus()).isEqualTo(400);
			return null;
		}
		return (HttpServletRequest) chain.getRequest();
	}

}
