package pl.chronobook.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestReaders;
import pl.chronobook.identity.ReaderId;

/**
 * The application with providers that we play. Every test begins hours after the one
 * before, when nothing is cached and no provider is being left alone.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(CatalogIntegrationTest.Doubles.class)
abstract class CatalogIntegrationTest {

	static final String KEY = "AIzaSy-tajny-klucz/1+2";

	static final String GOOGLE = "/books/v1/volumes";

	static final String OPEN_LIBRARY = "/search.json";

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
	JdbcClient jdbc;

	@Autowired
	MovableClock clock;

	@Autowired
	Statements statements;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("spring.http.serviceclient.google-books.base-url", providers::baseUrl);
		registry.add("spring.http.serviceclient.google-books.read-timeout", () -> "4s");
		registry.add("spring.http.serviceclient.open-library.base-url", providers::baseUrl);
		registry.add("spring.http.serviceclient.open-library.read-timeout", () -> "4s");
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
		this.clock.advance(Duration.ofHours(3));
		providers.resetAll();
		openLibrary(json("{\"numFound\": 0, \"start\": 0, \"docs\": []}"));
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
		MovableClock movableClock() {
			return new MovableClock();
		}

		@Bean
		static Statements statements() {
			return new Statements();
		}

	}

	static final class MovableClock extends Clock {

		private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

		void advance(Duration time) {
			this.now.updateAndGet(instant -> instant.plus(time));
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return Clock.fixed(instant(), zone);
		}

		@Override
		public Instant instant() {
			return this.now.get();
		}

	}

	/**
	 * Counts what is asked of the database.
	 */
	static final class Statements implements BeanPostProcessor {

		private final AtomicInteger count = new AtomicInteger();

		int during(Runnable work) {
			int before = this.count.get();
			work.run();
			return this.count.get() - before;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return (bean instanceof DataSource dataSource) ? new Counting(dataSource) : bean;
		}

		private final class Counting extends DelegatingDataSource {

			Counting(DataSource dataSource) {
				super(dataSource);
			}

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				Set<String> counted = Set.of("prepareStatement", "createStatement");
				return (Connection) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
							if (counted.contains(method.getName())) {
								Statements.this.count.incrementAndGet();
							}
							try {
								return method.invoke(connection, arguments);
							}
							catch (java.lang.reflect.InvocationTargetException ex) {
								throw ex.getTargetException();
							}
						});
			}

		}

	}

}
