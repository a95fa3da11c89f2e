package pl.chronobook.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;

class CoverTests extends CatalogIntegrationTest {

	private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffd9");

	@Test
	void coverIsFetchedOnceAndStored() {
		ReaderId anna = reader();
		BookId book = bookWithCover("/okladka-1.jpg", picture(JPEG));
		MvcTestResult first = get(anna, "/catalog/covers/" + book.value());
		assertThat(first).hasStatusOk().hasContentType("image/jpeg").body().isEqualTo(JPEG);
		assertThat(first).headers()
			.hasValue("X-Content-Type-Options", "nosniff")
			.hasValue("Content-Security-Policy", "default-src 'none'; sandbox")
			.hasValue("Cache-Control", "max-age=2592000, private");
		this.clock.add(Duration.ofDays(3));
		assertThat(get(anna, "/catalog/covers/" + book.value())).body().isEqualTo(JPEG);
		assertThat(get(reader(), "/catalog/covers/" + book.value())).body().isEqualTo(JPEG);
		assertThat(asked("/okladka-1.jpg")).isEqualTo(1);
		assertThat(this.mvc.get()
			.uri("/catalog/covers/" + book.value())
			.header("If-None-Match", first.getResponse().getHeader("ETag"))
			.with(SignedIn.as(anna))).hasStatus(304);
	}

	@Test
	void concurrentRequestsForACoverFetchItOnce() throws Exception {
		ReaderId anna = reader();
		BookId book = bookWithCover("/okladka-2.jpg", picture(JPEG).withFixedDelay(100));
		List<Callable<MvcTestResult>> viewers = IntStream.range(0, 10)
			.<Callable<MvcTestResult>>mapToObj(i -> () -> get(anna, "/catalog/covers/" + book.value()))
			.toList();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<MvcTestResult> seen : threads.invokeAll(viewers)) {
				assertThat(seen.get()).hasStatusOk().body().isEqualTo(JPEG);
			}
		}
		assertThat(asked("/okladka-2.jpg")).isEqualTo(1);
	}

	@Test
	void coverThatCannotBeFetchedIsRetriedAfterADay() {
		ReaderId anna = reader();
		BookId book = bookWithCover("/okladka-3.jpg", WireMock.notFound());
		assertDrawn(get(anna, "/catalog/covers/" + book.value()));
		this.clock.add(Duration.ofHours(23));
		assertDrawn(get(anna, "/catalog/covers/" + book.value()));
		assertThat(asked("/okladka-3.jpg")).isEqualTo(1);
		this.clock.add(Duration.ofHours(2));
		providers.stubFor(WireMock.get("/okladka-3.jpg").willReturn(picture(JPEG)));
		assertThat(get(anna, "/catalog/covers/" + book.value())).hasContentType("image/jpeg");
		assertThat(asked("/okladka-3.jpg")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:%d/secret", "http://169.254.169.254/latest/meta-data/",
			"file:///etc/passwd", "https://localhost/secret", "https://books.google.com@127.0.0.1/",
			"https://books.google.com.evil.example/", "https://books.google.com:8443/", "gopher://127.0.0.1/",
			"http://books.google.com/", "//169.254.169.254/", "https://[::1]/", "/loop" })
	void redirectToAForeignHostIsNotFollowed(String target) {
		int other = providers.port() + 1;
		BookId book = bookWithCover("/loop", WireMock.temporaryRedirect(target.formatted(other)));
		assertDrawn(get(reader(), "/catalog/covers/" + book.value()));
		assertThat(asked("/secret")).isZero();
		assertThat(asked("/loop")).isBetween(1, 4);
	}

	@Test
	void coverOfAForeignHostIsNeverFetched() {
		for (String address : List.of("http://127.0.0.1:1/x.jpg", "https://169.254.169.254/x.jpg",
				"http://[::1]/x.jpg")) {
			assertDrawn(get(reader(), "/catalog/covers/" + book(address).value()));
		}
		assertThat(providers.getAllServeEvents()).isEmpty();
	}

	@Test
	void redirectWithinTheAllowedIsFollowed() {
		providers.stubFor(WireMock.get("/dalej.png").willReturn(picture(png())));
		BookId book = bookWithCover("/okladka-4.jpg", WireMock.temporaryRedirect("/dalej.png"));
		assertThat(get(reader(), "/catalog/covers/" + book.value())).hasContentType("image/png");
	}

	@Test
	void pictureTypeIsDetectedByItsFirstBytes() {
		byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
			.getBytes(StandardCharsets.UTF_8);
		int number = 0;
		for (ResponseDefinitionBuilder wrong : List.of(picture(svg), picture(new byte[0]),
				picture("<html>".getBytes(StandardCharsets.UTF_8)), picture(huge()),
				WireMock.aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
				WireMock.ok().withBody(huge()).withChunkedDribbleDelay(3, 10), WireMock.serverError())) {
			BookId book = bookWithCover("/zla-" + number++, wrong);
			assertDrawn(get(reader(), "/catalog/covers/" + book.value()));
		}
		BookId gif = bookWithCover("/gif",
				WireMock.ok()
					.withHeader("Content-Type", "text/html")
					.withBody("GIF89a<script>".getBytes(StandardCharsets.UTF_8)));
		assertThat(get(reader(), "/catalog/covers/" + gif.value())).hasContentType("image/gif");
		BookId webp = bookWithCover("/webp",
				WireMock.ok().withBody(HexFormat.of().parseHex("524946460a0000005745425056503820")));
		assertThat(get(reader(), "/catalog/covers/" + webp.value())).hasContentType("image/webp");
	}

	@Test
	void drawnCoverShowsTitleAndAuthorAsText() {
		ReaderId anna = reader();
		NewBook typed = new NewBook("Ćma & <script>", "Żółw \"O'Neil\"", null, null);
		Book book = this.catalog.findOrAdd(anna, List.of(typed)).get(typed);
		MvcTestResult drawn = get(anna, "/catalog/covers/" + book.id().value());
		assertDrawn(drawn);
		assertThat(drawn).body()
			.asString(StandardCharsets.UTF_8)
			.contains("Ćma &amp;", "&lt;script&gt;", "Żółw")
			.doesNotContain("<script");
	}

	@Test
	void coverOfAFoundEditionIsShownBeforeItIsTaken() {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo("/books/content")).willReturn(picture(JPEG)));
		google(json(volumes(volume("zOkladka0001", "Z okładką", "Ktoś", "\"imageLinks\": {\"thumbnail\": \""
				+ providers.baseUrl() + "/books/content?id=zOkladka0001&edge=curl&source=gbs_api\"}"))));
		ReaderId anna = reader();
		get(anna, "/catalog/search?q={q}", "z okładką");
		assertThat(get(anna, "/catalog/covers?ref=google:zOkladka0001")).hasContentType("image/jpeg");
		providers.verify(1,
				WireMock.getRequestedFor(WireMock.urlEqualTo("/books/content?id=zOkladka0001&source=gbs_api")));
		assertDrawn(get(anna, "/catalog/covers?ref=google:neverSeen001"));
		assertThat(get(anna, "/catalog/covers?ref={ref}", "https://evil.example/x.jpg")).hasStatus(404);
	}

	@Test
	void coverOfSomebodyElsesBookIsNotFound() {
		ReaderId anna = reader();
		NewBook typed = new NewBook("Tylko moja", "Anna", null, null);
		Book book = this.catalog.findOrAdd(anna, List.of(typed)).get(typed);
		assertThat(get(reader(), "/catalog/covers/" + book.id().value())).hasStatus(404);
		assertThat(get(anna, "/catalog/covers/" + UUID.randomUUID())).hasStatus(404);
		assertThat(this.mvc.get().uri("/catalog/covers/" + book.id().value())).hasStatus3xxRedirection();
	}

	private void assertDrawn(MvcTestResult cover) {
		assertThat(cover).hasStatusOk().hasContentType("image/svg+xml").bodyText().startsWith("<svg xmlns=");
		assertThat(cover).headers()
			.hasValue("Content-Security-Policy", "default-src 'none'; sandbox")
			.hasValue("Cache-Control", "max-age=3600, private");
	}

	private BookId bookWithCover(String path, ResponseDefinitionBuilder reply) {
		providers.stubFor(WireMock.get(path).willReturn(reply));
		return book(providers.baseUrl() + path);
	}

	private BookId book(String address) {
		return new BookId(this.jdbc.sql(
				"INSERT INTO books (title, author, cover_url) VALUES ('Z okładką', 'Ktoś', :address) RETURNING book_id")
			.param("address", address)
			.query(UUID.class)
			.single());
	}

	private static ResponseDefinitionBuilder picture(byte[] bytes) {
		return WireMock.ok().withHeader("Content-Type", "image/jpeg").withBody(bytes);
	}

	private static byte[] png() {
		return HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
	}

	private static byte[] huge() {
		byte[] bytes = new byte[1024 * 1024 + 1];
		System.arraycopy(JPEG, 0, bytes, 0, 10);
		return bytes;
	}

}
