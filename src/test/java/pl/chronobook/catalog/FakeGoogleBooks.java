package pl.chronobook.catalog;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/**
 * Stands in for Google Books with a dozen Polish books, for people and browser tests. It
 * also answers for Open Library and the National Library, which know none of them. Its
 * {@link #main} prints the settings that make the application ask here.
 */
public final class FakeGoogleBooks implements AutoCloseable {

	private static final List<Volume> VOLUMES = List.of(
			new Volume("LalkaPrus001", "Lalka", "Bolesław Prus", "2018", 680, "978830703326", "#7a2f2f"),
			new Volume("FaraonPrus02", "Faraon", "Bolesław Prus", "2015-04", 752, "978830703327", "#7a5a2f"),
			new Volume("SolarisLem03", "Solaris", "Stanisław Lem", "2012-10-04", 338, "978830804905", "#27475e"),
			new Volume("CyberiadaL04", "Cyberiada", "Stanisław Lem", "2012", 494, "978830804906", "#35603f"),
			new Volume("OstatnieZ005", "Ostatnie życzenie", "Andrzej Sapkowski", "2014-09-25", 332, "978837578063",
					"#4c3a5e"),
			new Volume("MieczPrze006", "Miecz przeznaczenia", "Andrzej Sapkowski", "2014-09-25", 390, "978837578064",
					"#5e3a48"),
			new Volume("BieguniTok07", "Bieguni", "Olga Tokarczuk", "2015", 456, "978830804986", "#4c5e3a"),
			new Volume("KsiegiJak008", "Księgi Jakubowe", "Olga Tokarczuk", "2014-10-23", 912, "978830804939",
					"#5e4c3a"),
			new Volume("ChlopiRey009", "Chłopi", "Władysław Stanisław Reymont", "2019", 1040, "978837327210",
					"#6b6b2f"),
			new Volume("CesarzKap010", "Cesarz", "Ryszard Kapuściński", "2008", 172, "978830703208", "#2f6b63"),
			new Volume("ZnachorDo011", "Znachor", "Tadeusz Dołęga-Mostowicz", "2021", 0, "978836778922", "#5f5f5f"),
			new Volume("PanTadeusz12", "Pan Tadeusz, czyli ostatni zajazd na Litwie", "Adam Mickiewicz", "1834", null,
					"978837327121", "#6b2f56"));

	private final WireMockServer server;

	private volatile Mode mode = Mode.UP;

	private FakeGoogleBooks(int port) {
		this.server = new WireMockServer(WireMockConfiguration.wireMockConfig()
			.bindAddress("127.0.0.1")
			.port(port)
			.asynchronousResponseEnabled(true)
			.extensions(new Answers()));
		this.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
		this.server.start();
	}

	/**
	 * Starts on a free port.
	 */
	public static FakeGoogleBooks start() {
		return new FakeGoogleBooks(0);
	}

	/**
	 * Sets how the next requests are answered.
	 */
	public void switchTo(Mode mode) {
		this.mode = mode;
	}

	/**
	 * Returns the settings that make the application call this server.
	 */
	public Map<String, String> properties() {
		String url = this.server.baseUrl();
		return Map.of("spring.http.serviceclient.google-books.base-url", url,
				"spring.http.serviceclient.open-library.base-url", url,
				"spring.http.serviceclient.biblioteka-narodowa.base-url", url,
				"chronobook.catalog.covers.extra-origins", url);
	}

	@Override
	public void close() {
		this.server.stop();
	}

	public static void main(String[] args) {
		FakeGoogleBooks books = new FakeGoogleBooks((args.length > 0) ? Integer.parseInt(args[0]) : 0);
		Runtime.getRuntime().addShutdownHook(new Thread(books::close));
		books.properties().forEach((name, value) -> System.out.println("--" + name + "=" + value));
	}

	/**
	 * The ways in which requests are answered.
	 */
	public enum Mode {

		/** Answers correctly. */
		UP,

		/** Answers 503, as Google does in bad periods. */
		DOWN,

		/** Answers after the time-outs of the application. */
		SLOW,

		/** Answers with a page that is not JSON. */
		RUBBISH,

		/** Refuses, as Google does without a key. */
		WITHOUT_QUOTA

	}

	private final class Answers implements ResponseDefinitionTransformerV2 {

		@Override
		public String getName() {
			return "fake-google-books";
		}

		@Override
		public ResponseDefinition transform(ServeEvent event) {
			Request request = event.getRequest();
			String path = request.getUrl().replaceFirst("\\?.*", "");
			return (path.equals("/books/content") ? thumbnail(request) : switch (FakeGoogleBooks.this.mode) {
				case UP -> answer(request, path);
				case DOWN -> error(503, "Service temporarily unavailable.", "backendFailed", "UNAVAILABLE");
				case SLOW -> answer(request, path).withFixedDelay(20_000);
				case RUBBISH ->
					WireMock.ok("<!DOCTYPE html><title>Sign in</title>").withHeader("Content-Type", "text/html");
				case WITHOUT_QUOTA ->
					error(429, "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'.",
							"rateLimitExceeded", "RESOURCE_EXHAUSTED");
			}).build();
		}

		private ResponseDefinitionBuilder answer(Request request, String path) {
			if (path.equals("/books/v1/volumes")) {
				return volumes(parameter(request, "q"));
			}
			if (path.equals("/search.json")) {
				return json("{\"numFound\": 0, \"start\": 0, \"docs\": []}");
			}
			if (path.equals("/api/institutions/bibs.json")) {
				return json("{\"nextPage\": \"\", \"bibs\": []}");
			}
			return VOLUMES.stream()
				.filter(volume -> path.equals("/books/v1/volumes/" + volume.id()))
				.findFirst()
				.map(volume -> json(volume.json(FakeGoogleBooks.this.server.baseUrl())))
				.orElseGet(() -> error(404, "The volume ID could not be found.", "notFound", "NOT_FOUND"));
		}

		private ResponseDefinitionBuilder volumes(String query) {
			List<String> found = VOLUMES.stream()
				.filter(volume -> volume.matches(query))
				.map(volume -> volume.json(FakeGoogleBooks.this.server.baseUrl()))
				.toList();
			return json(found.isEmpty() ? "{\"kind\": \"books#volumes\", \"totalItems\": 0}"
					: "{\"kind\": \"books#volumes\", \"totalItems\": %d, \"items\": [%s]}".formatted(found.size(),
							String.join(",", found)));
		}

		private ResponseDefinitionBuilder thumbnail(Request request) {
			return VOLUMES.stream()
				.filter(volume -> volume.id().equals(parameter(request, "id")))
				.findFirst()
				.map(volume -> WireMock.ok().withHeader("Content-Type", "image/png").withBody(volume.thumbnail()))
				.orElseGet(WireMock::notFound);
		}

	}

	private static String parameter(Request request, String name) {
		QueryParameter parameter = request.queryParameter(name);
		return parameter.isPresent() ? parameter.firstValue() : "";
	}

	private static ResponseDefinitionBuilder json(String body) {
		return WireMock.ok(body).withHeader("Content-Type", "application/json; charset=UTF-8");
	}

	private static ResponseDefinitionBuilder error(int status, String message, String reason, String code) {
		return json("""
				{"error": {"code": %d, "message": "%s", "status": "%s",
				 "errors": [{"message": "%s", "domain": "global", "reason": "%s"}]}}""".formatted(status, message, code,
				message, reason))
			.withStatus(status);
	}

	private record Volume(String id, String title, String author, String date, Integer pages, String isbnStem,
			String colour) {

		boolean matches(String query) {
			if (query.startsWith("isbn:")) {
				return isbn().equals(query.substring("isbn:".length()));
			}
			String words = plain(this.title + " " + this.author);
			return Arrays.stream(plain(query).split(" ")).allMatch(words::contains);
		}

		String isbn() {
			int sum = 0;
			for (int i = 0; i < this.isbnStem.length(); i++) {
				sum += (this.isbnStem.charAt(i) - '0') * ((i % 2 == 0) ? 1 : 3);
			}
			return this.isbnStem + (10 - sum % 10) % 10;
		}

		String json(String server) {
			return """
					{"kind": "books#volume", "id": "%s", "volumeInfo": {"title": %s, "authors": [%s],
					 "publishedDate": "%s", "industryIdentifiers": [{"type": "ISBN_13", "identifier": "%s"}], %s
					 "printType": "BOOK", "language": "pl", "imageLinks": {"thumbnail":
					 "%s/books/content?id=%s&printsec=frontcover&img=1&zoom=1&edge=curl&source=gbs_api"}}}""".formatted(
					this.id, Json.write(this.title), Json.write(this.author), this.date, isbn(),
					(this.pages != null) ? "\"pageCount\": %d,".formatted(this.pages) : "", server, this.id);
		}

		byte[] thumbnail() {
			BufferedImage image = new BufferedImage(128, 192, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = image.createGraphics();
			graphics.setColor(Color.decode(this.colour));
			graphics.fillRect(0, 0, 128, 192);
			graphics.setColor(new Color(250, 246, 238));
			graphics.drawRect(10, 10, 107, 171);
			graphics.dispose();
			ByteArrayOutputStream png = new ByteArrayOutputStream();
			try {
				ImageIO.write(image, "png", png);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return png.toByteArray();
		}

		private static String plain(String text) {
			return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
				.replace('ł', 'l')
				.replaceAll("\\p{M}", "");
		}

	}

}
