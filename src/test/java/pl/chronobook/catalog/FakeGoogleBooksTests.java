package pl.chronobook.catalog;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import pl.chronobook.catalog.FakeGoogleBooks.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fake answers as Google Books does.
 */
class FakeGoogleBooksTests {

	private static FakeGoogleBooks books;

	private static RestClient client;

	@BeforeAll
	static void start() {
		books = FakeGoogleBooks.start();
		Map<String, String> properties = books.properties();
		client = RestClient.builder()
			.baseUrl(properties.get("spring.http.serviceclient.google-books.base-url"))
			.defaultStatusHandler(status -> true, (request, response) -> {
			})
			.build();
	}

	@AfterAll
	static void stop() {
		books.close();
	}

	@Test
	void findsByWordsAndByIsbn() {
		books.switchTo(Mode.UP);
		assertThat(get("/books/v1/volumes?q=ksiegi tokarczuk").getBody()).contains("\"totalItems\": 1",
				"Księgi Jakubowe", "\"pageCount\": 912", "&edge=curl");
		assertThat(get("/books/v1/volumes?q=isbn:9788375780635").getBody()).contains("Ostatnie życzenie");
		assertThat(get("/books/v1/volumes?q=xyzzy").getBody()).contains("\"totalItems\": 0").doesNotContain("items\"");
		assertThat(get("/books/v1/volumes/SolarisLem03").getBody()).contains("\"title\": \"Solaris\"");
		assertThat(get("/books/v1/volumes/none").getStatusCode().value()).isEqualTo(404);
		assertThat(get("/books/content?id=SolarisLem03").getHeaders().getContentType()).hasToString("image/png");
	}

	@Test
	void canFailLikeTheRealProvider() {
		books.switchTo(Mode.DOWN);
		assertThat(get("/books/v1/volumes?q=lem").getStatusCode().value()).isEqualTo(503);
		books.switchTo(Mode.WITHOUT_QUOTA);
		assertThat(get("/books/v1/volumes?q=lem").getBody()).contains("RESOURCE_EXHAUSTED");
		books.switchTo(Mode.RUBBISH);
		assertThat(get("/books/v1/volumes?q=lem").getHeaders().getContentType()).hasToString("text/html");
	}

	private static ResponseEntity<String> get(String uri) {
		return client.get().uri(uri).retrieve().toEntity(String.class);
	}

}
