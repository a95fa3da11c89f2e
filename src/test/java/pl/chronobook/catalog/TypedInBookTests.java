package pl.chronobook.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@RecordApplicationEvents
class TypedInBookTests extends CatalogIntegrationTest {

	@Test
	void formIsFilledWithTheSearchedText() {
		assertThat(get(reader(), "/catalog/books/new?q={q}", "Moja książka")).hasStatusOk()
			.bodyText()
			.contains("name=\"title\"", "value=\"Moja książka\"", "Tytuł", "Autor", "Liczba stron", "ISBN");
		assertThat(get(reader(), "/catalog/books/new?q={q}", "978-83-7578-063-5")).bodyText()
			.contains("value=\"9788375780635\"");
	}

	@Test
	void typedBookIsVisibleToItsReaderOnlyAndGoesToTheList(ApplicationEvents events) {
		ReaderId anna = reader();
		MvcTestResult saved = typeIn(anna, "Księga Anny", "Anna Nowak", "1 234 strony", "");
		assertThat(saved).hasStatus3xxRedirection().hasRedirectedUrl("/reading-list");
		BookTypedIn event = events.stream(BookTypedIn.class).reduce((first, second) -> second).orElseThrow();
		assertThat(event.reader()).isEqualTo(anna);
		Book book = this.catalog.find(anna, List.of(event.book())).get(event.book());
		assertThat(book.title()).isEqualTo("Księga Anny");
		assertThat(book.pageCount()).isEqualTo(new PageCount(1234));
		assertThat(this.catalog.find(reader(), List.of(event.book()))).isEmpty();
	}

	@Test
	void bookTypedAgainIsStoredOnceWithTheNewestLength() {
		ReaderId anna = reader();
		typeIn(anna, "Dwa razy", "Ten Sam", "100", "");
		typeIn(anna, "DWA RAZY", " ten sam ", "120", "978-83-7578-063-5");
		typeIn(anna, "Dwa razy, inaczej zapisane", "Ten Sam", "130", "83-7578-063-4");
		assertThat(this.jdbc.sql("SELECT title, page_count, isbn FROM books WHERE owner_id = :reader")
			.param("reader", anna.value())
			.query()
			.listOfRows())
			.singleElement()
			.satisfies(row -> assertThat(row).containsEntry("page_count", 130)
				.containsEntry("isbn", "9788375780635")
				.containsEntry("title", "Dwa razy"));
	}

	@Test
	void refusedFieldsShowTheirReasonsAndKeepTheTypedTexts(ApplicationEvents events) {
		long before = events.stream(BookTypedIn.class).count();
		assertThat(typeIn(reader(), " ", "", "zero", "9788375780636")).hasStatus(422)
			.bodyText()
			.contains("Wpisz tytuł książki.", "Wpisz autora książki.", "Podaj liczbę stron od 1 do 20 000.",
					"To nie jest poprawny numer ISBN.", "value=\"zero\"", "value=\"9788375780636\"",
					"aria-invalid=\"true\"", "aria-describedby=\"pages-error\"");
		assertThat(typeIn(reader(), "t".repeat(501), "a".repeat(301), "20001", "")).hasStatus(422)
			.bodyText()
			.contains("Tytuł zmieści się w 500 znakach.", "Autor zmieści się w 300 znakach.",
					"Podaj liczbę stron od 1 do 20 000.");
		assertThat(typeIn(reader(), "Tytuł", "Autor", "", "")).hasStatus(422)
			.bodyText()
			.contains("Wpisz liczbę stron.");
		assertThat(typeIn(reader(), "Tytuł", "Autor", "-3", "")).hasStatus(422);
		assertThat(events.stream(BookTypedIn.class).count()).isEqualTo(before);
	}

	@Test
	void missingFieldsAreRefusedLikeEmptyOnes() {
		assertThat(this.mvc.post().uri("/catalog/books/new").with(SignedIn.as(reader())).with(csrf())).hasStatus(422)
			.bodyText()
			.contains("Wpisz tytuł książki.");
	}

	private MvcTestResult typeIn(ReaderId reader, String title, String author, String pages, String isbn) {
		return this.mvc.post()
			.uri("/catalog/books/new")
			.param("title", title)
			.param("author", author)
			.param("pages", pages)
			.param("isbn", isbn)
			.with(SignedIn.as(reader))
			.with(csrf())
			.exchange();
	}

}
