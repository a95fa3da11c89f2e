package pl.chronobook.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CatalogTests extends CatalogIntegrationTest {

	private static final Isbn ISBN = new Isbn("9788375780635");

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void sameTitleAndAuthorAreTheSameBookWhateverTheirCase() {
		ReaderId anna = reader();
		NewBook typed = new NewBook("Żółta książka", "Łucja Źrebiec", null, null);
		NewBook again = new NewBook(" ŻÓŁTA\tKSIĄŻKA ", "ŁUCJA  ŹREBIEC", new PageCount(680), null);
		Book first = this.catalog.findOrAdd(anna, List.of(typed)).get(typed);
		Map<NewBook, Book> both = this.catalog.findOrAdd(anna, List.of(typed, again));
		assertThat(both.get(typed)).isEqualTo(both.get(again));
		assertThat(both.get(typed).id()).isEqualTo(first.id());
		assertThat(both.get(again).pageCount()).isEqualTo(new PageCount(680));
	}

	@Test
	void sameIsbnIsTheSameBookWhateverItsTitle() {
		ReaderId anna = reader();
		Isbn isbn = new Isbn("9788308049051");
		NewBook polish = new NewBook("Ostatnie życzenie", "Andrzej Sapkowski", new PageCount(332), isbn);
		NewBook other = new NewBook("Wiedźmin: Ostatnie życzenie", "A. Sapkowski", null, isbn);
		NewBook withoutIsbn = new NewBook("ostatnie życzenie", "andrzej sapkowski", null, null);
		Map<NewBook, Book> found = this.catalog.findOrAdd(anna, List.of(withoutIsbn, polish, other));
		assertThat(found).hasSize(3);
		assertThat(found.values()).extracting(Book::id).containsOnly(found.get(polish).id());
	}

	@Test
	void differentIsbnsAreDifferentEditions() {
		ReaderId anna = reader();
		NewBook one = new NewBook("Dzieła", "Anonim", null, ISBN);
		NewBook two = new NewBook("Dzieła", "Anonim", null, new Isbn("9788308049051"));
		Map<NewBook, Book> found = this.catalog.findOrAdd(anna, List.of(one, two));
		assertThat(found.get(one).id()).isNotEqualTo(found.get(two).id());
	}

	@Test
	void planForOneBookIsNotReusedForManyBooks() {
		ReaderId anna = reader();
		Integer kept = this.transaction.execute(status -> {
			int before = genericPlans();
			for (int i = 0; i < 30; i++) {
				this.catalog.findOrAdd(anna, List.of(new NewBook("Tom " + i, "Autor", null, null)));
			}
			return genericPlans() - before;
		});
		assertThat(kept).isZero();
	}

	/** Counts how often this connection has used a cached generic plan. */
	private int genericPlans() {
		return this.jdbc.sql(
				"SELECT coalesce(sum(generic_plans), 0) FROM pg_prepared_statements WHERE statement LIKE 'WITH wanted%'")
			.query(Integer.class)
			.single();
	}

	@Test
	void hundredsOfBooksAreStoredInAtMostEightStatements() {
		ReaderId anna = reader();
		List<NewBook> books = IntStream.range(0, 700)
			.mapToObj(
					i -> new NewBook("Tom " + i, "Autor " + i % 7, (i % 3 == 0) ? null : new PageCount(100 + i), null))
			.toList();
		Map<NewBook, Book> stored = new java.util.HashMap<>();
		assertThat(this.statements.count(() -> stored.putAll(this.catalog.findOrAdd(anna, books))))
			.isLessThanOrEqualTo(8);
		assertThat(stored).hasSize(700);
		assertThat(stored.get(books.get(1)).pageCount()).isEqualTo(new PageCount(101));
		Set<BookId> ids = stored.values().stream().map(Book::id).collect(Collectors.toSet());
		assertThat(ids).hasSize(700);
		assertThat(this.statements.count(() -> assertThat(this.catalog.find(anna, ids)).hasSize(700))).isEqualTo(1);
		assertThat(this.catalog.findOrAdd(anna, books)).isEqualTo(stored);
	}

	@Test
	void ownBooksAreInvisibleToOthers() {
		ReaderId anna = reader();
		ReaderId jan = reader();
		NewBook secret = new NewBook("Pamiętnik Anny", "Anna", new PageCount(120), null);
		Book annas = this.catalog.findOrAdd(anna, List.of(secret)).get(secret);
		assertThat(this.catalog.find(jan, List.of(annas.id()))).isEmpty();
		assertThat(this.catalog.resolve(jan, BookRef.of(annas.id()))).isEmpty();
		assertThat(this.catalog.resolve(anna, BookRef.of(annas.id()))).contains(annas);
		assertThat(this.catalog.findOrAdd(jan, List.of(secret)).get(secret).id()).isNotEqualTo(annas.id());
	}

	@Test
	void sharedBookIsFoundRatherThanTypedInTwice() {
		ReaderId anna = reader();
		googleVolume("sharedVolume", json(volume("sharedVolume", "Wspólna", "Jan Wspólny", "\"pageCount\": 210")));
		Book shared = this.catalog.resolve(anna, new BookRef("google:sharedVolume")).orElseThrow();
		NewBook typed = new NewBook("wspólna", "jan wspólny", null, null);
		assertThat(this.catalog.findOrAdd(reader(), List.of(typed)).get(typed)).isEqualTo(shared);
	}

	@Test
	void anUnknownReferenceResolvesToNothing() {
		assertThat(this.catalog.resolve(reader(), BookRef.of(new BookId(UUID.randomUUID())))).isEmpty();
		googleVolume("nowhere", error(404, "notFound", "NOT_FOUND"));
		assertThat(this.catalog.resolve(reader(), new BookRef("google:nowhere"))).isEmpty();
	}

	@Test
	void anEditionTakenConcurrentlyIsStoredOnce() throws Exception {
		ReaderId anna = reader();
		googleVolume("manyAtOnce01",
				json(volume("manyAtOnce01", "Równocześnie", "Ewa Wielka", "\"pageCount\": 300, "
						+ "\"industryIdentifiers\": [{\"type\": \"ISBN_13\", \"identifier\": \"9788307033266\"}]"))
					.withFixedDelay(50));
		openLibrary(json(works(work("OL77W", "Równocześnie", "Ewa Wielka",
				"\"isbn\": [\"9788307033266\"], \"number_of_pages_median\": 301"))));
		List<Callable<Book>> takers = IntStream.range(0, 20)
			.<Callable<Book>>mapToObj(i -> () -> this.catalog
				.resolve(anna, new BookRef((i % 2 == 0) ? "google:manyAtOnce01" : "openlibrary:OL77W/9788307033266"))
				.orElseThrow())
			.toList();
		List<BookId> ids = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Book> taken : threads.invokeAll(takers)) {
				ids.add(taken.get().id());
			}
		}
		assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
		assertThat(this.jdbc.sql("SELECT count(*) FROM books WHERE isbn = '9788307033266'").query(Long.class).single())
			.isEqualTo(1);
	}

	@Test
	void missingLengthComesFromOpenLibraryByIsbn() {
		googleVolume("bezStron0001", json(volume("bezStron0001", "Bez stron", "Ola Krótka", "\"pageCount\": 0, "
				+ "\"industryIdentifiers\": [{\"type\": \"ISBN_10\", \"identifier\": \"8375780634\"}]")));
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(OPEN_LIBRARY))
			.withQueryParam("isbn", WireMock.equalTo("9788375780635"))
			.willReturn(json(works(work("OL1W", "Bez stron", "Ola Krótka", "\"number_of_pages_median\": 287")))));
		assertThat(this.catalog.resolve(reader(), new BookRef("google:bezStron0001")).orElseThrow().pageCount())
			.isEqualTo(new PageCount(287));
	}

	@Test
	void missingLengthComesFromOpenLibraryByTitleAndAuthor() {
		googleVolume("bezStron0002", json(volume("bezStron0002", "Znachor", "Tadeusz Dołęga-Mostowicz", "")));
		providers.stubFor(WireMock.get(WireMock.urlPathEqualTo(OPEN_LIBRARY))
			.withQueryParam("title", WireMock.equalTo("Znachor"))
			.withQueryParam("author", WireMock.equalTo("Tadeusz Dołęga-Mostowicz"))
			.willReturn(json(works(work("OL2W", "Znachor i inne", "Mostowicz", "\"number_of_pages_median\": 900"),
					work("OL3W", "Znachor", "Ktoś Inny", "\"number_of_pages_median\": 800"),
					work("OL4W", "ZNACHOR", "T. Dołęga Mostowicz", "\"number_of_pages_median\": 355")))));
		assertThat(this.catalog.resolve(reader(), new BookRef("google:bezStron0002")).orElseThrow().pageCount())
			.isEqualTo(new PageCount(355));
	}

	@Test
	void lengthStaysUnknownWhenOpenLibraryIsDown() {
		googleVolume("bezStron0003", json(volume("bezStron0003", "Nieznana długość", "Iks Igrek", "")));
		openLibrary(WireMock.serverError());
		assertThat(this.catalog.resolve(reader(), new BookRef("google:bezStron0003")).orElseThrow().pageCount())
			.isNull();
	}

	@Test
	void bookOfAFailingProviderIsUnavailableInsteadOfMissing() {
		googleVolume("silent000001", WireMock.serviceUnavailable());
		assertThatExceptionOfType(CatalogUnavailableException.class)
			.isThrownBy(() -> this.catalog.resolve(reader(), new BookRef("google:silent000001")))
			.withMessageNotContaining(KEY);
		assertThat(asked(GOOGLE + "/silent000001")).isEqualTo(4);
	}

	@Test
	void anIsbnThatOpenLibraryDoesNotListIsIgnored() {
		openLibrary(json(
				works(work("OL88W", "Zaufanie", "Ada Pewna", "\"isbn\": [\"9788308049051\", \"9788375780635\"]"))));
		Book book = this.catalog.resolve(reader(), new BookRef("openlibrary:OL88W/9788373272101")).orElseThrow();
		assertThat(book.isbn()).isNull();
	}

}
