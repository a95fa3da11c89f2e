package pl.chronobook.catalog;

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;

class BibliotekaNarodowaTests extends CatalogIntegrationTest {

	private static final String POLISH = "9788399991017";

	private static final String STORED = "9788399991024";

	private static final String GERMAN = "9783161484100";

	@Autowired
	private MeterRegistry meters;

	@Test
	void mergesItsRecordIntoGooglesEditionAndNamesTheSourceOfTheLength() {
		google(json(volumes(volume("zyczenie0001", "Ostatnie życzenie", "Andrzej Sapkowski", "\"pageCount\": 288, "
				+ "\"industryIdentifiers\": [{\"type\": \"ISBN_13\", \"identifier\": \"" + POLISH + "\"}]"))));
		bibliotekaNarodowa(json(bibs(bib(1, POLISH, "Ostatnie życzenie", "Sapkowski, Andrzej", "330, [6] s."))));
		assertThat(search(POLISH)).hasStatusOk()
			.bodyText()
			.contains("data-ref=\"google:zyczenie0001\"", "330 stron", "Biblioteka Narodowa", "Wiedźmin, 1")
			.doesNotContain("288 stron", "bn:1");
		providers.verify(1,
				WireMock.getRequestedFor(WireMock.urlPathEqualTo(BIBLIOTEKA_NARODOWA))
					.withQueryParam("isbnIssn", WireMock.equalTo(POLISH))
					.withHeader("User-Agent", WireMock.equalTo("ChronoBook (ksiazki@example.org)")));
		assertThat(asked(OPEN_LIBRARY)).isZero();
	}

	@Test
	void findsABookThatGoogleDoesNotKnowAndStoresItOnce() {
		google(json(volumes()));
		bibliotekaNarodowa(json(bibs(bib(22, STORED, "Nieznana w Google", "Prus, Bolesław", "412 stron"))));
		ReaderId anna = reader();
		assertThat(get(anna, "/catalog/search?q={q}", STORED)).bodyText()
			.contains("data-ref=\"bn:22\"", "Bolesław Prus", "412 stron", "2014");
		Book book = this.catalog.resolve(anna, new BookRef("bn:22")).orElseThrow();
		assertThat(book.title()).isEqualTo("Nieznana w Google");
		assertThat(book.pageCount()).isEqualTo(new PageCount(412));
		assertThat(book.isbn()).isEqualTo(new Isbn(STORED));
		assertThat(this.catalog.resolve(reader(), new BookRef("bn:22"))).contains(book);
		assertThat(this.jdbc.sql("SELECT page_count_source, series FROM books WHERE bn_id = '22'").query().singleRow())
			.containsEntry("page_count_source", "biblioteka-narodowa")
			.containsEntry("series", "Wiedźmin, 1");
		assertThat(get(anna, "/catalog/search?q={q}", "nieznana w google")).bodyText()
			.contains("data-ref=\"book:" + book.id().value(), "Biblioteka Narodowa")
			.doesNotContain("bn:22");
	}

	@Test
	void searchesTitlesAndThenAuthorsWhenGoogleFindsNothing() {
		google(json(volumes()));
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(BIBLIOTEKA_NARODOWA))
			.withQueryParam("author", WireMock.equalTo("myśliwski"))
			.willReturn(
					json(bibs(bib(33, "9788399991031", "Ucho igielne", "Myśliwski, Wiesław", "[1], 423, [4] s.")))));
		assertThat(search("Myśliwski")).bodyText().contains("bn:33", "Ucho igielne", "Wiesław Myśliwski", "423 strony");
		providers.verify(1,
				WireMock.getRequestedFor(WireMock.urlPathEqualTo(BIBLIOTEKA_NARODOWA))
					.withQueryParam("title", WireMock.equalTo("myśliwski"))
					.withQueryParam("kind", WireMock.equalTo("książka")));
	}

	@Test
	void foreignIsbnKnownToGoogleCausesNoRequest() {
		google(json(volumes(volume("niemiecka001", "Das Buch", "Jemand",
				"\"industryIdentifiers\": [{\"type\": \"ISBN_13\", \"identifier\": \"" + GERMAN + "\"}]"))));
		search(GERMAN);
		assertThat(asked(BIBLIOTEKA_NARODOWA)).isZero();
	}

	@Test
	void storesAPolishEditionOfGoogleWithTheLengthOfItsRecord() {
		googleVolume("bezStron0009", json(volume("bezStron0009", "Bez stron", "Ola Krótka", "\"pageCount\": 12, "
				+ "\"industryIdentifiers\": [{\"type\": \"ISBN_13\", \"identifier\": \"9788399991055\"}]")));
		bibliotekaNarodowa(json(bibs(bib(44, "9788399991055", "Bez stron", "Krótka, Ola", "287, [1] strona"))));
		assertThat(this.catalog.resolve(reader(), new BookRef("google:bezStron0009")).orElseThrow().pageCount())
			.isEqualTo(new PageCount(287));
	}

	@Test
	void looksUpTheLengthOfAnImportedBookByItsIsbn() {
		ReaderId anna = reader();
		NewBook imported = new NewBook("Bez długości", "Ktoś", null, new Isbn("9788399991048"));
		Book book = this.catalog.findOrAdd(anna, List.of(imported)).get(imported);
		bibliotekaNarodowa(json(bibs(bib(55, "8324035500 9788399991048", "Bez długości", "Ktoś", "[120] stron"))));
		assertThat(this.catalog.lookUpLength(book)).contains(new PageCount(120));
		assertThat(asked(OPEN_LIBRARY)).isZero();
	}

	@Test
	void countsPolishIsbnsByTheProviderOfTheLength() {
		double national = counted("biblioteka-narodowa");
		double missing = counted("missing");
		google(json(volumes()));
		bibliotekaNarodowa(json(bibs(bib(66, "9788399991062", "Policzona", "Liczna, Ola", "140 s."))));
		search("9788399991062");
		assertThat(this.catalog.resolve(reader(), new BookRef("bn:66"))).isPresent();
		bibliotekaNarodowa(json(bibs()));
		search("9788399991079");
		search("9783161484117");
		assertThat(counted("biblioteka-narodowa")).isEqualTo(national + 1);
		assertThat(counted("missing")).isEqualTo(missing + 1);
	}

	private double counted(String length) {
		return this.meters.get("chronobook.catalog.polish.isbns").tag("length", length).counter().count();
	}

	@Test
	void invalidAnswerIsNotTreatedAsAnEmptyResult() {
		google(json(volumes()));
		int number = 0;
		for (var rubbish : List.of(WireMock.serverError(), json("{}"), json("[]"), json("{\"bibs\": \"x\"}"),
				WireMock.ok("<html>Przerwa techniczna</html>").withHeader("Content-Type", "text/html"),
				WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))) {
			this.circuits.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
			bibliotekaNarodowa(rubbish);
			assertThat(search("przerwa " + number++)).hasStatusOk()
				.bodyText()
				.contains("Biblioteka Narodowa teraz nie odpowiada")
				.doesNotContain("Nic nie znaleziono");
		}
	}

	@Test
	void malformedRecordsDoNotBreakThePage() {
		google(json(volumes()));
		bibliotekaNarodowa(json(bibs("null", "{}", "{\"id\": 7}", "{\"id\": -7, \"title\": \"Ujemny\"}",
				"{\"id\": 8, \"title\": \"Bez marc\", \"author\": \"Lem, Stanisław (1921-2006)\"}",
				"{\"id\": 9, \"title\": \"Skasowany\", \"deleted\": true}",
				"{\"id\": 10, \"title\": \"Dziwne pola\", \"marc\": {\"fields\": [null, {}, {\"245\": \"tekst\"}, {\"300\": {\"subfields\": [null, 3, {\"a\": 5}]}}]}}")));
		assertThat(search("dziwne rekordy")).hasStatusOk()
			.bodyText()
			.contains("bn:8", "Stanisław Lem", "bn:10", "Dziwne pola", "brak liczby stron")
			.doesNotContain("Skasowany", "Ujemny", "bn:7");
	}

	private MvcTestResult search(String query) {
		return get(reader(), "/catalog/search?q={q}", query);
	}

}
