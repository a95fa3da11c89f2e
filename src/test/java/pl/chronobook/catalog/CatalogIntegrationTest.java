package pl.chronobook.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.threeten.extra.MutableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestReaders;
import pl.chronobook.identity.ReaderId;

/**
 * The application with mocked providers. Each test starts hours after the previous one,
 * so that caches have expired, and with closed circuit breakers.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import({ CatalogIntegrationTest.Doubles.class, StatementCounter.class })
abstract class CatalogIntegrationTest {

	static final String KEY = "AIzaSy-tajny-klucz/1+2";

	static final String GOOGLE = "/books/v1/volumes";

	static final String OPEN_LIBRARY = "/search.json";

	static final String BIBLIOTEKA_NARODOWA = "/api/institutions/bibs.json";

	static final WireMockServer providers = new WireMockServer(
			WireMockConfiguration.wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

	static {
		providers.start();
	}

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Catalog catalog;

	@Autowired
	CircuitBreakerRegistry circuits;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MutableClock clock;

	@Autowired
	StatementCounter statements;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("spring.http.serviceclient.google-books.base-url", providers::baseUrl);
		registry.add("spring.http.serviceclient.google-books.read-timeout", () -> "4s");
		registry.add("spring.http.serviceclient.open-library.base-url", providers::baseUrl);
		registry.add("spring.http.serviceclient.open-library.read-timeout", () -> "4s");
		registry.add("spring.http.serviceclient.biblioteka-narodowa.base-url", providers::baseUrl);
		registry.add("spring.http.serviceclient.biblioteka-narodowa.read-timeout", () -> "4s");
		registry.add("chronobook.catalog.biblioteka-narodowa.requests-per-second", () -> "1000");
		registry.add("chronobook.catalog.google-books.api-key", () -> KEY);
		registry.add("chronobook.catalog.contact", () -> "ksiazki@example.org");
		registry.add("chronobook.catalog.open-library.requests-per-second", () -> "1000");
		registry.add("chronobook.catalog.open-library.covers-url", providers::baseUrl);
		registry.add("chronobook.catalog.search.back-off", () -> "1ms");
		registry.add("chronobook.catalog.search.budget", () -> "4s");
		registry.add("chronobook.catalog.covers.extra-origins", providers::baseUrl);
		registry.add("chronobook.catalog.covers.timeout", () -> "4s");
	}

	@BeforeEach
	void beginHoursLater() {
		this.clock.add(Duration.ofHours(3));
		providers.resetAll();
		this.circuits.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
		openLibrary(json("{\"numFound\": 0, \"start\": 0, \"docs\": []}"));
		bibliotekaNarodowa(json(bibs()));
	}

	ReaderId reader() {
		return TestReaders.create(this.jdbc);
	}

	MvcTestResult get(ReaderId reader, String uri, Object... variables) {
		return this.mvc.get().uri(uri, variables).with(SignedIn.as(reader)).exchange();
	}

	static void google(ResponseDefinitionBuilder reply) {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(GOOGLE)).willReturn(reply));
	}

	static void googleVolume(String id, ResponseDefinitionBuilder reply) {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(GOOGLE + "/" + id)).willReturn(reply));
	}

	static void openLibrary(ResponseDefinitionBuilder reply) {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(OPEN_LIBRARY)).willReturn(reply));
	}

	static void bibliotekaNarodowa(ResponseDefinitionBuilder reply) {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(BIBLIOTEKA_NARODOWA)).willReturn(reply));
	}

	static int asked(String path) {
		return providers.countRequestsMatching(WireMock.anyRequestedFor(WireMock.urlPathMatching(path)).build())
			.getCount();
	}

	static ResponseDefinitionBuilder json(String body) {
		return WireMock.ok(body).withHeader("Content-Type", "application/json; charset=UTF-8");
	}

	static ResponseDefinitionBuilder error(int status, String reason, String code) {
		return json("""
				{"error": {"code": %d, "message": "No.", "status": "%s",
				 "errors": [{"message": "No.", "domain": "global", "reason": "%s"}]}}""".formatted(status, code,
				reason))
			.withStatus(status);
	}

	static String volumes(String... items) {
		return "{\"kind\": \"books#volumes\", \"totalItems\": %d, \"items\": [%s]}".formatted(items.length,
				String.join(",", items));
	}

	static String volume(String id, String title, String author, String more) {
		return """
				{"kind": "books#volume", "id": "%s", "volumeInfo": {"title": "%s", "authors": ["%s"]%s}}"""
			.formatted(id, title, author, more.isEmpty() ? "" : ", " + more);
	}

	static String bibs(String... bibs) {
		return "{\"nextPage\": \"\", \"bibs\": [%s]}".formatted(String.join(",", bibs));
	}

	/**
	 * A record of the National Library in the shape that it sends, shortened.
	 * @param extent the physical description, 300 $a
	 */
	static String bib(long id, String isbn, String title, String author, String extent) {
		return """
				{"id": %1$d, "zone": "DK", "createdDate": "2014-10-08T00:00:00", "updatedDate": "2021-03-11T10:22:31",
				 "deleted": false, "deletedDate": null, "language": "polski", "subject": "Wiedźmin (postać fikcyjna)",
				 "author": "%4$s (1948- )", "placeOfPublication": "Warszawa :", "title": "%3$s / %4$s.",
				 "publisher": "SuperNOWA", "kind": "książka", "formOfWork": "Książki", "genre": "Opowiadania",
				 "publicationYear": "2014", "isbnIssn": "%2$s", "nationalBibliographyNumber": "PB 2014/31234",
				 "marc": {"leader": "01234nam a2200349 i 4500", "fields": [
				  {"001": "b0000004002%1$d"}, {"008": "141008s2014    pl            000 1 pol c"},
				  {"020": {"ind1": " ", "ind2": " ", "subfields": [{"a": "%2$s"}, {"q": "(broszura)"}]}},
				  {"100": {"ind1": "1", "ind2": " ", "subfields": [{"a": "%4$s"}, {"d": "(1948- )."}, {"e": "Autor"}]}},
				  {"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "%3$s /"}, {"c": "%4$s."}]}},
				  {"300": {"ind1": " ", "ind2": " ", "subfields": [{"a": "%5$s ;"}, {"c": "20 cm."}]}},
				  {"490": {"ind1": "1", "ind2": " ", "subfields": [{"a": "Wiedźmin /"}, {"v": "1"}]}}]}}"""
			.formatted(id, isbn, title, author, extent);
	}

	static String works(String... docs) {
		return "{\"numFound\": %d, \"start\": 0, \"docs\": [%s]}".formatted(docs.length, String.join(",", docs));
	}

	static String work(String key, String title, String author, String more) {
		return "{\"key\": \"/works/%s\", \"title\": \"%s\", \"author_name\": [\"%s\"]%s}".formatted(key, title, author,
				more.isEmpty() ? "" : ", " + more);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Doubles {

		@Bean
		@Primary
		MutableClock mutableClock() {
			return MutableClock.of(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
		}

	}

}
