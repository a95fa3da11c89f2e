package pl.chronobook.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

class ScanTests extends CatalogIntegrationTest {

	private static final String ISBN = "9788399992014";

	@Test
	void aBarcodeIsAnsweredWithItsBook() {
		google(json(volumes(volume("skanowana001", "Zeskanowana", "Ktoś", "\"pageCount\": 300, "
				+ "\"industryIdentifiers\": [{\"type\": \"ISBN_13\", \"identifier\": \"" + ISBN + "\"}]"))));
		assertThat(get(reader(), "/catalog/scan/{code}", ISBN)).hasStatusOk()
			.bodyText()
			.contains("data-ref=\"google:skanowana001\"", "cost-" + ISBN, "/forecast/cost?pages=300&amp;row=" + ISBN)
			.doesNotContain("<html");
	}

	@Test
	void anUnknownBarcodeOffersToTypeTheBookInWithItsNumber() {
		google(json(volumes()));
		assertThat(get(reader(), "/catalog/scan/{code}", ISBN)).hasStatusOk()
			.bodyText()
			.contains("Nikt nie zna tego wydania.", "/catalog/books/new?q=" + ISBN);
		bibliotekaNarodowa(com.github.tomakehurst.wiremock.client.WireMock.serverError());
		assertThat(get(reader(), "/catalog/scan/{code}", "9788399992021")).bodyText()
			.contains("Wyszukiwarka jest teraz niedostępna.");
	}

	@Test
	void aCodeThatIsNoIsbnIsNotFound() {
		assertThat(get(reader(), "/catalog/scan/{code}", "5901234123457")).hasStatus(404);
		assertThat(get(reader(), "/catalog/scan/{code}", "lalka")).hasStatus(404);
	}

	@Test
	void aBookIsAddedInPlaceAndTakenBack() {
		ReaderId anna = reader();
		googleVolume("wMiejscu0001", json(volume("wMiejscu0001", "W miejscu", "Ktoś", "\"pageCount\": 200")));
		MvcTestResult added = post(anna, "/reading-list/in-place", "google:wMiejscu0001");
		assertThat(added).hasStatusOk()
			.bodyText()
			.contains("Na liście", "Dodano „W miejscu”.", "Cofnij: W miejscu")
			.doesNotContain("<html");
		assertThat(post(anna, "/reading-list/in-place", "google:wMiejscu0001")).bodyText()
			.contains("Już na liście")
			.doesNotContain("Cofnij");
		String entry = this.jdbc.sql("SELECT tbr_id FROM user_tbr_list WHERE user_id = :reader")
			.param("reader", anna.value())
			.query(String.class)
			.single();
		assertThat(post(reader(), "/reading-list/in-place/" + entry + "/remove", "google:wMiejscu0001")).hasStatus(404);
		assertThat(post(anna, "/reading-list/in-place/" + entry + "/remove", "google:wMiejscu0001")).bodyText()
			.contains("Dodaj: W miejscu", "Usunięto z listy: „W miejscu”.");
	}

	@Test
	void unavailableBookShowsTheReasonBesideItsButton() {
		googleVolume("milczy000001", error(503, "backendFailed", "UNAVAILABLE"));
		assertThat(post(reader(), "/reading-list/in-place", "google:milczy000001")).hasStatusOk()
			.bodyText()
			.contains("Nie udało się pobrać danych tej książki.", "google:milczy000001", "Dodaj");
		assertThat(post(reader(), "/reading-list/in-place", "<bzdura>")).bodyText()
			.contains("Nie ma już takiej książki.")
			.doesNotContain("<bzdura>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Solaris||https://example.org/ksiazka/9788308049051-solaris|9788308049051",
					"|Czytam: ISBN 978-83-08-04905-1, polecam||9788308049051", "|83-7578-063-4||9788375780635",
					"Solaris, Stanisław Lem|https://example.org/p/12345||Solaris, Stanisław Lem",
					"|Lalka https://example.org/lalka||Lalka", "||https://example.org/|''" })
	void sharedTextBecomesASearch(String title, String text, String url, String query) {
		MvcTestResult shared = this.mvc.get()
			.uri("/catalog/share")
			.param("title", Objects.requireNonNullElse(title, ""))
			.param("text", Objects.requireNonNullElse(text, ""))
			.param("url", Objects.requireNonNullElse(url, ""))
			.with(SignedIn.as(reader()))
			.exchange();
		String search = Objects.requireNonNull(shared.getResponse().getRedirectedUrl());
		assertThat(URLDecoder.decode(search, StandardCharsets.UTF_8)).isEqualTo("/catalog/search?q=" + query);
	}

	private MvcTestResult post(ReaderId reader, String uri, String ref) {
		return this.mvc.post().uri(uri).param("ref", ref).with(SignedIn.as(reader)).with(csrf()).exchange();
	}

}
