package pl.chronobook.identity.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;

import static org.assertj.core.api.Assertions.assertThat;

@IdentityIntegrationTest
class SecurityTests {

	@Autowired
	Environment environment;

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/register", "/css/app.css", "/js/app.js", "/img/icon.svg" })
	void entrancePagesAreOpenToVisitors(String path) {
		assertThat(new Browser(this.environment).open(path).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/account", "/account/delete", "/reading-list", "/catalog/search", "/import", "/whatever",
			"/transfer/export", "/transfer/export.zip", "/transfer/export/goodreads" })
	void otherPagesRequireASession(String path) {
		Page page = new Browser(this.environment).open(path);
		assertThat(page.status()).isEqualTo(302);
		assertThat(page.location()).isEqualTo("/login");
	}

	@Test
	void htmxRequestWithoutASessionLoadsTheLoginPage() {
		Page page = new Browser(this.environment).open("/reading-list", "HX-Request", "true");
		assertThat(page.status()).isEqualTo(401);
		assertThat(page.header("HX-Redirect")).isEqualTo("/login");
		assertThat(page.text()).isEmpty();
	}

	@Test
	void aFormThatHtmxSendsAfterTheSessionEndedGoesToTheLoginPageToo() {
		Page page = new Browser(this.environment).post("/reading-list", "stale", List.of("HX-Request", "true"));
		assertThat(page.status()).isEqualTo(401);
		assertThat(page.header("HX-Redirect")).isEqualTo("/login?expired");
	}

	@Test
	void aFormSentAfterTheSessionEndedGoesToTheLoginPage() {
		Page page = new Browser(this.environment).post("/reading-list", "stale");
		assertThat(page.location()).isEqualTo("/login?expired");
	}

	@Test
	void pagesCarryTheHeaders() {
		Page page = new Browser(this.environment).open("/login");
		assertThat(page.header("Content-Security-Policy"))
			.isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
					+ "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
					+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
		assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
		assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
		assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
		assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(page.header("Cache-Control")).isEqualTo("no-cache, no-store, max-age=0, must-revalidate");
		assertThat(page.header("Strict-Transport-Security")).isEmpty();
	}

	@Test
	void permissionsPolicyAllowsOnlyTheCameraOnOwnPages() {
		assertThat(new Browser(this.environment).open("/login").header("Permissions-Policy"))
			.contains("camera=(self)", "geolocation=()", "microphone=()", "payment=()", "usb=()")
			.containsOnlyOnce("self")
			.doesNotContain("*");
	}

	@Test
	void httpsResponsesCarryStrictTransportSecurity() {
		assertThat(new Browser(this.environment).open("/login", "X-Forwarded-Proto", "https")
			.header("Strict-Transport-Security")).isEqualTo("max-age=31536000 ; includeSubDomains");
	}

	@Test
	void filesThatNeverChangeAreKeptByTheBrowser() {
		Page page = new Browser(this.environment).open("/css/app.css");
		assertThat(page.header("Cache-Control")).contains("max-age=31536000").doesNotContain("no-store");
		assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
		assertThat(page.headers("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "health, 200", "health/liveness, 200", "health/readiness, 200", "info, 200", "prometheus, 200",
			"sbom, 200", "env, 403", "heapdump, 403", "sessions, 403" })
	void managementPortServesHealthAndMetrics(String endpoint, int status) throws Exception {
		assertThat(manage("/actuator/" + endpoint).statusCode()).isEqualTo(status);
	}

	@Test
	void managementPortServesOnlyActuatorEndpoints() throws Exception {
		assertThat(manage("/").statusCode()).isEqualTo(403);
		assertThat(manage("/login").statusCode()).isEqualTo(403);
	}

	@Test
	void mainPortServesNoActuator() {
		Browser browser = new Browser(this.environment);
		assertThat(browser.open("/actuator/health").location()).isEqualTo("/login");
		browser.register(UUID.randomUUID() + "@example.org", "lubię stare mapy i herbatę");
		assertThat(browser.open("/actuator/health").status()).isEqualTo(404);
	}

	private HttpResponse<String> manage(String path) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://127.0.0.1:" + this.environment.getRequiredProperty("local.management.port") + path);
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

}
