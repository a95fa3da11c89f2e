package pl.chronobook.transfer.incoming;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;

class ShelfTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final Isbn ONE = new Isbn(HistoryFile.isbn(1));

	private static final Isbn OTHER = new Isbn(HistoryFile.isbn(2));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Ostatnie życzenie | Andrzej Sapkowski   | ostatnie zyczenie (Wiedźmin, #1) | Sapkowski, Andrzej   | true
			Hobbit            | J.R.R. Tolkien      | Hobbit                           | John Ronald Tolkien  | true
			Lalka             | Bolesław Prus       | Lalka (Polish Edition)           | Autor nieznany       | true
			Lalka: tom 1      | Bolesław Prus       | LALKA – TOM 1                    | Prus                 | true
			Lalka             | Bolesław Prus       | Faraon                           | Bolesław Prus        | false
			Wiersze           | Andrzej Bursa       | Wiersze                          | Andrzej Sosnowski    | false
			Diuna             | Frank Herbert       | Diuna: Mesjasz                   | Frank Herbert        | false
			""")
	void booksAreTheSameWhateverTheirSpelling(String title, String author, String otherTitle, String otherAuthor,
			boolean same) {
		Shelf shelf = new Shelf(List.of(), Map.of());
		shelf.take(List.of(book(title, author, null, 100)), false);
		shelf.take(List.of(book(otherTitle, otherAuthor, null, 100)), false);
		assertThat(shelf.fresh()).hasSize(same ? 1 : 2);
	}

	@Test
	void isbnWinsAndEditionsWithinAFileStayApart() {
		Book listed = new Book(new BookId(UUID.randomUUID()), "Lalka", "Bolesław Prus", null, ONE, false);
		Shelf shelf = new Shelf(List.of(new ListedBook(new EntryId(UUID.randomUUID()), listed.id(), null)),
				Map.of(listed.id(), listed));
		shelf.take(List.of(book("Lalka", "Bolesław Prus", OTHER, 100), book("Die Puppe", "B. Prus", ONE, 100)), false);
		assertThat(shelf.fresh()).extracting(NewBook::isbn).containsExactly(OTHER);
		assertThat(shelf.previewed()).extracting(ArchivedBook::book).contains(listed.id());
	}

	@Test
	void opinionsOfBooksWithoutRoomAreLeftOut() {
		Shelf shelf = new Shelf(List.of(), Map.of());
		shelf.take(List.of(judged("Lalka", 2), judged("Faraon", 4), judged("Lalka", 6), judged("Emancypantki", 8)),
				true);
		assertThat(shelf.opinions(book -> new BookId(UUID.randomUUID()), List.of(0, 1)).values())
			.extracting(Opinion::halfStars)
			.containsExactly(2, 8);
	}

	@Test
	void filesCompleteEachOthersOpinions() {
		Shelf shelf = new Shelf(List.of(), Map.of());
		shelf.take(List.of(judged("Lalka", new Opinion(null, "Rzecki"))), false);
		shelf.take(List.of(judged("Lalka", new Opinion(9, "Wokulski"))), false);
		assertThat(shelf.opinions(book -> new BookId(UUID.randomUUID()), List.of()).values())
			.containsExactly(new Opinion(9, "Rzecki"));
	}

	private static ImportedBook judged(String title, Opinion opinion) {
		return new ImportedBook(new NewBook(title, "Bolesław Prus", null, null), ReadingStatus.TBR, 0, NOW, List.of(),
				List.of(), false, null, BookDetails.NONE, opinion, null);
	}

	private static ImportedBook judged(String title, int halfStars) {
		return judged(title, new Opinion(halfStars, ""));
	}

	@Test
	void similarTitlesOfTheOwnExportStayDifferentBooks() {
		Shelf shelf = new Shelf(List.of(), Map.of());
		shelf.take(
				List.of(book("Lalka", "Bolesław Prus", null, 100), book("Lalka (tom 1)", "Bolesław Prus", null, 100)),
				true);
		assertThat(shelf.fresh()).hasSize(2);
	}

	@Test
	void screensBecomePagesOfTheEditionOnTheList() {
		Book listed = new Book(new BookId(UUID.randomUUID()), "Lalka", "Bolesław Prus", null, null, false);
		Shelf shelf = new Shelf(
				List.of(new ListedBook(new EntryId(UUID.randomUUID()), listed.id(), new PageCount(300))),
				Map.of(listed.id(), listed));
		ImportedBook counted = new ImportedBook(new NewBook("Lalka", "Bolesław Prus", new PageCount(600), null),
				ReadingStatus.READING, 500, NOW, List.of(), List.of(new SessionRecord(NOW.minusSeconds(60), NOW, 33)),
				true, null, BookDetails.NONE, Opinion.NONE, null);
		shelf.take(List.of(counted), false);
		assertThat(shelf.previewed()).singleElement().satisfies(book -> {
			assertThat(book.currentPage()).isEqualTo(250);
			assertThat(book.sessions().getFirst().pages()).isEqualTo(16.5);
		});
	}

	private static ImportedBook book(String title, String author, Isbn isbn, int pages) {
		return new ImportedBook(new NewBook(title, author, new PageCount(pages), isbn), ReadingStatus.TBR, 0, NOW,
				List.of(), List.of());
	}

}
