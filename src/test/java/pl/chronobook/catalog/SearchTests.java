package pl.chronobook.catalog;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.catalog.domain.BookSearch;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SearchTests extends CatalogIntegrationTest {

	private static final String UNAVAILABLE = "Wyszukiwarka jest teraz niedostępna.";

	private static final String NOTHING = "Nic nie znaleziono";

	private static final String BY_HAND = "/catalog/books/new";

	@Autowired
	BookSearch bookSearch;

	@Test
	void pageWithoutAQueryExplainsTheSearchAndCallsNoProvider() {
		assertThat(get(reader(), "/catalog/search")).hasStatusOk()
			.bodyText()
			.contains("<title>Szukaj książki · ChronoBook</title>", "Zacznij pisać", BY_HAND)
			.doesNotContain(NOTHING, UNAVAILABLE);
		assertThat(search("a")).bodyText().contains("Zacznij pisać");
		assertThat(search(" ?! ")).bodyText().contains("Zacznij pisać");
		assertThat(providers.getAllServeEvents()).isEmpty();
	}

	@Test
	void resultShowsTitleAuthorYearLengthCoverAndAButton() {
		google(json(volumes(volume("solaris00001", "Solaris", "Stanisław Lem",
				"\"publishedDate\": \"2012-10-04\", \"pageCount\": 338"))));
		assertThat(search("Solaris")).hasStatusOk()
			.bodyText()
			.contains("data-ref=\"google:solaris00001\"", "Solaris", "Stanisław Lem", "2012 · ", "338 stron",
					"src=\"/catalog/covers?ref=google:solaris00001\"", "action=\"/reading-list\"",
					"name=\"ref\" value=\"google:solaris00001\"", "Dodaj")
			.doesNotContain("nie odpowiada");
		providers.verify(1,
				WireMock.getRequestedFor(WireMock.urlPathEqualTo(GOOGLE))
					.withQueryParam("q", WireMock.equalTo("solaris"))
					.withQueryParam("country", WireMock.equalTo("PL"))
					.withQueryParam("printType", WireMock.equalTo("books"))
					.withQueryParam("key", WireMock.equalTo(KEY))
					.withQueryParam("fields", WireMock.containing("pageCount"))
					.withHeader("User-Agent", WireMock.equalTo("ChronoBook (ksiazki@example.org)")));
		assertThat(asked(OPEN_LIBRARY)).isZero();
	}

	@Test
	void htmxRequestsGetTheResultsAlone() {
		google(json(volumes(volume("fragment0001", "Fragmenty", "Ktoś", ""))));
		ReaderId anna = reader();
		MvcTestResult fragment = this.mvc.get()
			.uri("/catalog/search?q={q}", "fragmenty")
			.header("HX-Request", "true")
			.with(SignedIn.as(anna))
			.exchange();
		assertThat(fragment).hasStatusOk()
			.bodyText()
			.contains("id=\"results\"", "google:fragment0001", "hx-swap-oob=\"true\"", "Znaleziono 1 książkę.")
			.doesNotContain("<html", "name=\"q\"");
		assertThat(fragment.getResponse().getHeaders("Vary")).contains("HX-Request");
		MvcTestResult page = get(anna, "/catalog/search?q={q}", "fragmenty");
		assertThat(page).bodyText()
			.contains("<html", "name=\"q\"", "google:fragment0001")
			.doesNotContain("hx-swap-oob");
		assertThat(page.getResponse().getHeaders("Vary")).contains("HX-Request");
		assertThat(this.mvc.get()
			.uri("/catalog/search?q={q}", "fragmenty")
			.header("HX-Request", "true")
			.header("HX-History-Restore-Request", "true")
			.with(SignedIn.as(anna))).bodyText().contains("<html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "9788375780635", "978-83-7578-063-5", "83-7578-063-4" })
	void anIsbnIsRecognisedWithAndWithoutHyphens(String typed) {
		google(json(volumes()));
		search(typed);
		providers.verify(1, WireMock.getRequestedFor(WireMock.urlPathEqualTo(GOOGLE))
			.withQueryParam("q", WireMock.equalTo("isbn:9788375780635")));
		providers.verify(1, WireMock.getRequestedFor(WireMock.urlPathEqualTo(OPEN_LIBRARY))
			.withQueryParam("isbn", WireMock.equalTo("9788375780635")));
	}

	@Test
	void answersAreCachedForAnHour() {
		google(json(volumes(volume("zapamietane1", "Zapamiętane", "Ktoś", ""))));
		search("Zapamiętane");
		search("  ZAPAMIĘTANE ");
		assertThat(asked(GOOGLE)).isEqualTo(1);
		this.clock.add(Duration.ofMinutes(61));
		search("zapamiętane");
		assertThat(asked(GOOGLE)).isEqualTo(2);
	}

	@Test
	void showsNothingFoundOnlyIfAllProvidersAnswered() {
		google(json("{\"kind\": \"books#volumes\", \"totalItems\": 0}"));
		assertThat(search("xyzzy nikt")).hasStatusOk()
			.bodyText()
			.contains(NOTHING, BY_HAND + "?q=xyzzy")
			.doesNotContain(UNAVAILABLE, "nie odpowiada");
		assertThat(asked(OPEN_LIBRARY)).isEqualTo(1);
	}

	@Test
	void showsResultsUnavailableWhenOneProviderFailsAndTheOthersFindNothing() {
		google(WireMock.serviceUnavailable());
		assertThat(search("pół na pół")).bodyText()
			.contains("Google Books teraz nie odpowiada, a reszta nie zna takiej książki", BY_HAND)
			.doesNotContain(NOTHING);
	}

	@Test
	void usedUpQuotaOpensTheCircuitAndOpenLibraryAnswers() {
		google(error(429, "rateLimitExceeded", "RESOURCE_EXHAUSTED"));
		openLibrary(json(works(work("OL10W", "Lalka", "Bolesław Prus",
				"\"first_publish_year\": 1890, \"number_of_pages_median\": 612, \"cover_i\": 42"))));
		assertThat(search("lalka bez klucza")).bodyText()
			.contains("openlibrary:OL10W", "612 stron", "1890", "Google Books teraz nie odpowiada");
		search("lalka inaczej");
		search("lalka jeszcze inaczej");
		assertThat(asked(GOOGLE)).isEqualTo(1);
		this.clock.add(Duration.ofMinutes(16));
		search("lalka po przerwie");
		assertThat(asked(GOOGLE)).isEqualTo(2);
	}

	@Test
	void refusedCountryOrKeyOpensTheCircuit() {
		google(error(403, "unknownLocation", "PERMISSION_DENIED"));
		search("nieznane miejsce");
		search("nieznane miejsce drugi raz");
		assertThat(asked(GOOGLE)).isEqualTo(1);
		this.clock.add(Duration.ofMinutes(16));
		google(error(400, "dailyLimitExceeded", "FAILED_PRECONDITION"));
		search("limit dzienny");
		search("limit dzienny drugi raz");
		assertThat(asked(GOOGLE)).isEqualTo(2);
	}

	@Test
	void refusedQueryKeepsTheCircuitClosed() {
		google(error(400, "invalidParameter", "INVALID_ARGUMENT"));
		search("dziwne pytanie");
		search("drugie pytanie");
		assertThat(asked(GOOGLE)).isEqualTo(2);
	}

	@Test
	void transientErrorsAreRetried() {
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(GOOGLE))
			.inScenario("storm")
			.whenScenarioStateIs(Scenario.STARTED)
			.willReturn(error(503, "backendFailed", "UNAVAILABLE"))
			.willSetStateTo("calmer"));
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(GOOGLE))
			.inScenario("storm")
			.whenScenarioStateIs("calmer")
			.willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
			.willSetStateTo("calm"));
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(GOOGLE))
			.inScenario("storm")
			.whenScenarioStateIs("calm")
			.willReturn(json(volumes(volume("poBurzy00001", "Po burzy", "Ktoś", "")))));
		assertThat(search("po burzy")).bodyText().contains("google:poBurzy00001").doesNotContain("nie odpowiada");
		assertThat(asked(GOOGLE)).isEqualTo(3);
		assertThat(asked(OPEN_LIBRARY)).isZero();
	}

	@Test
	void twoFailedCallsInARowOpenTheCircuitForThirtySeconds() {
		google(error(503, "backendFailed", "UNAVAILABLE"));
		openLibrary(json(works(work("OL11W", "Burza", "William Szekspir", ""))));
		assertThat(search("burza raz")).bodyText().contains("openlibrary:OL11W", "brak liczby stron");
		assertThat(asked(GOOGLE)).isEqualTo(4);
		search("burza dwa");
		assertThat(asked(GOOGLE)).isEqualTo(8);
		search("burza trzy");
		assertThat(asked(GOOGLE)).isEqualTo(8);
		this.clock.add(Duration.ofSeconds(31));
		google(json(volumes(volume("poPrzerwie01", "Po przerwie", "Ktoś", ""))));
		assertThat(search("burza cztery")).bodyText().contains("google:poPrzerwie01").doesNotContain("nie odpowiada");
	}

	@Test
	void failuresAreNotCached() {
		google(error(503, "backendFailed", "UNAVAILABLE"));
		openLibrary(WireMock.serverError());
		bibliotekaNarodowa(WireMock.serverError());
		assertThat(search("zaraz wrócę")).hasStatusOk()
			.bodyText()
			.contains(UNAVAILABLE, BY_HAND + "?q=zaraz")
			.doesNotContain(NOTHING);
		google(json(volumes(volume("wrocilem0001", "Zaraz wrócę", "Ktoś", ""))));
		assertThat(search("zaraz wrócę")).bodyText().contains("google:wrocilem0001").doesNotContain(UNAVAILABLE);
	}

	@Test
	void searchWaitsForASlowProviderOnlyWithinItsBudget() {
		google(json(volumes(volume("zaPozno00001", "Za późno", "Ktoś", ""))).withFixedDelay(20_000));
		openLibrary(json(works(work("OL12W", "Szybka", "Ktoś", ""))));
		long start = System.nanoTime();
		assertThat(search("powolna książka")).bodyText()
			.contains("openlibrary:OL12W", "Google Books teraz nie odpowiada");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(19));
	}

	@Test
	void anUnreadableAnswerCountsAsAFailure() {
		openLibrary(WireMock.serverError());
		bibliotekaNarodowa(WireMock.serverError());
		int number = 0;
		for (ResponseDefinitionBuilder rubbish : List.of(
				WireMock.ok("<!DOCTYPE html><title>Zaloguj się</title>").withHeader("Content-Type", "text/html"),
				json("{\"kind\": \"books#volumes\", \"totalItems\": 3, \"items\": [{\"id\": \"urw"), json("{}"),
				json("[]"), json("null"), json(""), WireMock.noContent(),
				WireMock.temporaryRedirect("http://127.0.0.1:1/elsewhere"),
				WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))) {
			this.clock.add(Duration.ofHours(3));
			google(rubbish);
			assertThat(search("śmieci " + number++)).hasStatusOk()
				.bodyText()
				.contains(UNAVAILABLE)
				.doesNotContain(NOTHING);
		}
	}

	@Test
	void malformedVolumesAreLeftOut() {
		String endless = "Bez końca ".repeat(500);
		google(json(volumes("null", "{}", "{\"id\": null, \"volumeInfo\": null}",
				"{\"id\": \"bezTytulu001\", \"volumeInfo\": {}}",
				"{\"id\": \"../../etc\", \"volumeInfo\": {\"title\": \"Ucieczka\"}}",
				"{\"id\": \"samTytul0001\", \"volumeInfo\": {\"title\": \"Sam tytuł\", \"authors\": null, \"imageLinks\": {}}}",
				"{\"id\": \"nullAutor001\", \"volumeInfo\": {\"title\": \"Z nullem\", \"authors\": [null, \" \"], \"industryIdentifiers\": [null, {\"type\": \"OTHER\", \"identifier\": \"UOM:39015\"}]}}",
				volume("ujemne000001", "Ujemne", "Ktoś", "\"pageCount\": -5, \"publishedDate\": \"nieznana\""),
				volume("ogromne00001", "Ogromne", "Ktoś", "\"pageCount\": 25000, \"publishedDate\": \"0000-00-00\""),
				volume("ogromne00002", "Jeszcze większe", "Ktoś", "\"pageCount\": 99999999999999999999"),
				volume("endless00001", endless, "Ktoś", ""),
				volume("skrypt000001", "<script>alert(1)</script>", "Ktoś", ""),
				volume("okladka00001", "Zła okładka", "Ktoś", "\"imageLinks\": {\"thumbnail\": \"::not a uri::\"}"))));
		assertThat(search("dziwne tomy")).hasStatusOk()
			.bodyText()
			.contains("google:samTytul0001", "Autor nieznany", "google:nullAutor001", "google:ujemne000001",
					"google:ogromne00001", "google:ogromne00002", "google:endless00001", "google:okladka00001",
					"brak liczby stron", "&lt;script&gt;")
			.doesNotContain("bezTytulu001", "etc", "<script>alert", "25000", "-5 str", endless);
	}

	@Test
	void storedBooksAreShownIfNoProviderAnswers() {
		ReaderId anna = reader();
		ReaderId jan = reader();
		NewBook own = new NewBook("Żółć i gęśle", "Zażółć Jaźń", new PageCount(77), null);
		this.catalog.findOrAdd(anna, List.of(own));
		google(WireMock.serverError());
		openLibrary(WireMock.serverError());
		bibliotekaNarodowa(WireMock.serverError());
		assertThat(get(anna, "/catalog/search?q={q}", "zolc jazn")).bodyText()
			.contains("Żółć i gęśle", "77 stron", UNAVAILABLE, "data-ref=\"book:");
		this.clock.add(Duration.ofHours(3));
		assertThat(get(jan, "/catalog/search?q={q}", "żółć")).bodyText()
			.contains(UNAVAILABLE)
			.doesNotContain("Żółć i gęśle");
	}

	@Test
	void sameEditionIsShownOnce() {
		ReaderId anna = reader();
		String known = volume("podwojna0001", "Podwójna", "Para Autorów", "\"pageCount\": 200");
		googleVolume("podwojna0001", json(known));
		Book stored = this.catalog.resolve(anna, new BookRef("google:podwojna0001")).orElseThrow();
		google(json(volumes(known, volume("podwojna0002", "PODWÓJNA", "para autorów", "\"pageCount\": 200"),
				volume("inneWyd00001", "Podwójna", "Para Autorów", "\"pageCount\": 310"))));
		assertThat(get(anna, "/catalog/search?q={q}", "podwójna")).bodyText()
			.contains("data-ref=\"book:" + stored.id().value() + "\"", "google:inneWyd00001", "Szukaj")
			.doesNotContain("google:podwojna0001", "google:podwojna0002");
	}

	@Test
	void aSearchExecutesOneStatement() {
		ReaderId anna = reader();
		google(json(volumes(volume("jednoZap0001", "Jedno zapytanie", "Ktoś", ""),
				volume("jednoZap0002", "Drugie zapytanie", "Ktoś", ""))));
		assertThat(this.statements
			.count(() -> assertThat(this.bookSearch.search(anna, "zapytanie").editions()).hasSize(2))).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "'", "\" OR 1=1 --", "a & b | !c", "x':*", "%%", "\\\\", "((", "ć:*", "日本", "tytuł: \"x\"" })
	void specialCharactersAreSearchedLiterally(String typed) {
		google(json(volumes()));
		assertThat(search(typed)).hasStatusOk();
	}

	@Test
	void aVeryLongQueryIsCut() {
		google(json(volumes()));
		assertThat(search("ą".repeat(5_000))).hasStatusOk();
	}

	@Test
	void theKeyIsNeverLogged(CapturedOutput output) {
		google(error(403, "keyInvalid " + KEY, "PERMISSION_DENIED"));
		search("tajemnica");
		this.clock.add(Duration.ofHours(3));
		google(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE));
		search("tajemnica druga");
		search("tajemnica trzecia");
		assertThat(output).contains("Google Books is not called for a while").doesNotContain("tajny-klucz");
	}

	@Test
	void visitorsAreSentToTheSignIn() {
		assertThat(this.mvc.get().uri("/catalog/search?q=lalka")).hasStatus3xxRedirection();
		assertThat(providers.getAllServeEvents()).isEmpty();
	}

	private MvcTestResult search(String query) {
		return get(reader(), "/catalog/search?q={q}", query);
	}

}
