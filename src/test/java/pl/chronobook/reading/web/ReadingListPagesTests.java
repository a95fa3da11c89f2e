package pl.chronobook.reading.web;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.StringUtils;

import pl.chronobook.Redirected;
import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@WebTest
class ReadingListPagesTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	@BeforeEach
	void someReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	@Test
	void pastBooksAreShownInPartsLastReadFirst() {
		this.jdbc.sql("""
				WITH book AS (INSERT INTO books (title, author, page_count)
				  SELECT 'Tom ' || n, 'Autor', 100 FROM generate_series(1, 120) n RETURNING book_id, title),
				entry AS (INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
				  SELECT :reader, book_id, 100, split_part(title, ' ', 2)::integer, 'FINISHED' FROM book
				  RETURNING tbr_id, position)
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				SELECT tbr_id, :reader, DATE '2026-01-01' + position, DATE '2026-01-01' + position FROM entry""")
			.param("reader", this.reader.value())
			.update();
		assertThat(page("/reading-list")).bodyText()
			.contains("Przeczytane (120)", ">Tom 120<", ">Tom 101<", "Wszystkie przeczytane")
			.doesNotContain(">Tom 100<");
		assertThat(page("/reading-list/finished")).bodyText()
			.contains(">Tom 120<", ">Tom 91<", "Starsze")
			.doesNotContain(">Tom 90<", "Nowsze");
		assertThat(page("/reading-list/finished?page=3")).bodyText()
			.contains(">Tom 30<", ">Tom 1<", "Nowsze")
			.doesNotContain("Starsze");
		assertThat(page("/reading-list/finished?page=-7")).hasStatusOk();
		assertThat(page("/reading-list/finished?page=2147483647")).bodyText()
			.contains("Tu nie ma już żadnych książek.");
		assertThat(page("/reading-list/abandoned")).hasStatusOk();
	}

	@Test
	void emptyListExplainsItself() {
		assertThat(list()).hasStatusOk().bodyText().contains("Dodaj pierwszą").contains("Wczytaj swoją historię");
	}

	@Test
	void addingTheSameBookTwiceKeepsItOnce() {
		BookId book = TestBooks.create(this.jdbc, "Lalka", 680);
		add(book);
		MvcTestResult second = add(book);
		assertThat(second).hasStatus3xxRedirection();
		assertThat(second).flash().containsEntry("toast", "reading.toast.already-there");
		assertThat(follow(second)).bodyText().contains("„Lalka” już jest na Twojej liście.");
		assertThat(count("SELECT count(*) FROM user_tbr_list WHERE user_id = ?")).isOne();
	}

	@Test
	void unknownBookReferenceIsNotFound() {
		assertThat(post("/reading-list", "ref", "book:00000000-0000-7000-8000-000000000000"))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post("/reading-list", "ref", "<script>")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void finishingTakesTodayAsTheDefault() {
		EntryId entry = onList("Lalka", 680);
		assertThat(post(entry, "finish", "version", "0")).hasStatus3xxRedirection();
		assertThat(this.jdbc.sql("SELECT end_date::text FROM reading_log WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single()).isEqualTo("2027-03-14");
		assertThat(status(entry)).isEqualTo("FINISHED");
	}

	@ParameterizedTest
	@CsvSource({ "2027-03-10, 2027-03-09, Koniec nie może być przed początkiem",
			"'', 2027-03-15, Ta data jeszcze nie nadeszła", "'', 1850-01-01, nie wcześniejszą niż rok 1900",
			"'', jutro, To nie jest data" })
	void impossibleDatesAreRefusedBesideTheForm(String start, String end, String message) {
		EntryId entry = onList("Lalka", 680);
		MvcTestResult refused = post(entry, "finish", "version", "0", "start", start, "end", end, "from", "ENTRY");
		assertThat(refused).hasRedirectedUrl("/reading-list/" + entry.value());
		assertThat(follow(refused)).bodyText().contains(message).contains("value=\"%s\"".formatted(end));
		assertThat(status(entry)).isEqualTo("TBR");
	}

	@ParameterizedTest
	@CsvSource({ "681", "-3", "pięć", "101%" })
	void aPageOutsideTheBookIsRefusedAndStaysInTheField(String page) {
		EntryId entry = onList("Lalka", 680);
		post(entry, "start", "version", "0");
		assertThat(refused(post(entry, "progress", "version", "1", "page", page))).bodyText()
			.contains("Podaj stronę od 0 do 680")
			.contains("value=\"%s\"".formatted(page));
	}

	@Test
	void progressMayBeAPartOfTheBook() {
		EntryId entry = onList("Lalka", 680);
		assertThat(post(entry, "progress", "version", "0", "page", "50%")).hasStatus3xxRedirection();
		assertThat(count("SELECT current_page FROM user_tbr_list WHERE user_id = ?")).isEqualTo(340);
	}

	@Test
	void aRatingAndANoteAreKeptForTheReaderAlone() {
		EntryId entry = onList("Lalka", 680);
		assertThat(page("/reading-list/" + entry.value())).bodyText().contains("<details id=\"opinion\">");
		assertThat(post(entry, "finish", "version", "0", "start", "2027-03-01")).flash()
			.containsEntry("toastRate", "/reading-list/%s#opinion".formatted(entry.value()));
		assertThat(post(entry, "opinion", "rating", "9", "note", " Rzecki & <b>Izabela</b> ", "revision", "0"))
			.hasRedirectedUrl("/reading-list/" + entry.value());
		assertThat(page("/reading-list/" + entry.value())).bodyText()
			.contains("<details id=\"opinion\" open=\"open\">", "value=\"9\" selected=\"selected\">4,5 gwiazdki",
					"Rzecki &amp; &lt;b&gt;Izabela&lt;/b&gt;",
					"name=\"revision\" value=\"%s\"".formatted(revision(entry)));
		assertThat(page("/reading-list/finished")).bodyText().contains("4,5 gwiazdki").doesNotContain("Rzecki");
		assertThat(post(entry, "opinion", "rating", "2", "note", "z innego okna", "revision", "0"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("zmieniła się w innym oknie", "Rzecki");
		this.reader = TestReaders.create(this.jdbc);
		assertThat(post(entry, "opinion", "rating", "1", "note", "", "revision", "1")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.jdbc.sql("SELECT half_stars FROM book_opinions WHERE tbr_id = ?")
			.param(entry.value())
			.query(Integer.class)
			.single()).isEqualTo(9);
	}

	@Test
	void emptyOpinionIsDeleted() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "opinion", "rating", "", "note", "Do przemyślenia", "revision", "0");
		assertThat(count("SELECT count(*) FROM book_opinions WHERE user_id = ?")).isOne();
		post(entry, "opinion", "rating", "", "note", "  ", "revision", revision(entry));
		assertThat(count("SELECT count(*) FROM book_opinions WHERE user_id = ?")).isZero();
	}

	@Test
	void staleFormIsRefusedAfterAnOpinionWasClearedAndEnteredAgain() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "opinion", "rating", "9", "note", "", "revision", "0");
		String before = revision(entry);
		post(entry, "opinion", "rating", "", "note", "", "revision", before);
		post(entry, "opinion", "rating", "8", "note", "", "revision", "0");
		assertThat(post(entry, "opinion", "rating", "2", "note", "", "revision", before))
			.hasStatus(HttpStatus.CONFLICT);
		assertThat(post(entry, "opinion", "rating", "2", "note", "", "revision", revision(entry)))
			.hasStatus(HttpStatus.FOUND);
	}

	private String revision(EntryId entry) {
		return this.jdbc.sql("SELECT revision::text FROM book_opinions WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	@ParameterizedTest
	@CsvSource({ "11, 1, Wybierz ocenę z listy", "0, 1, Wybierz ocenę z listy", "x, 1, Wybierz ocenę z listy",
			"10, 4001, do 4\u00a0000 znaków" })
	void anImpossibleOpinionIsRefusedAndStaysInTheForm(String rating, int length, String message) {
		EntryId entry = onList("Lalka", 680);
		String note = "ż".repeat(length);
		assertThat(follow(post(entry, "opinion", "rating", rating, "note", note, "revision", "0"))).bodyText()
			.contains(message, ">" + note + "</textarea>");
		assertThat(count("SELECT count(*) FROM book_opinions WHERE user_id = ?")).isZero();
	}

	@Test
	void aBookWithoutALengthAsksForIt() {
		EntryId entry = onList("Rękopis", null);
		assertThat(list()).bodyText().contains("Ile ma stron?");
		assertThat(refused(post(entry, "pages", "version", "0", "pages", "0"))).bodyText().contains("od 1 do 20");
		assertThat(post(entry, "pages", "version", "0", "pages", "412")).hasStatus3xxRedirection();
		assertThat(list()).bodyText().contains("412 stron").doesNotContain("Ile ma stron?");
	}

	@Test
	void aChangeMadeForAnOlderVersionIsRefusedAndShowsTheCurrentState() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "finish", "version", "0");
		assertThat(post(entry, "progress", "version", "0", "page", "12", "from", "ENTRY"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("zmieniła się w innym oknie")
			.contains("Przeczytana");
		assertThat(status(entry)).isEqualTo("FINISHED");
	}

	@Test
	void conflictDoesNotBreakTheList() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "finish", "version", "0");
		assertThat(post(entry, "start", "version", "0")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("id=\"reading-list\"")
			.contains("Lista zmieniła się w innym oknie")
			.contains("Lalka");
	}

	@Test
	void bookRemovedInAnotherTabDoesNotBreakTheList() {
		EntryId entry = onList("Lalka", 680);
		onList("Solaris", 300);
		post(entry, "remove");
		assertThat(this.mvc.post()
			.uri("/reading-list/%s/move".formatted(entry.value()))
			.header("HX-Request", "true")
			.with(SignedIn.as(this.reader))
			.with(csrf())).hasStatus(HttpStatus.NOT_FOUND)
			.bodyText()
			.contains("id=\"reading-list\"")
			.contains("nie ma już na Twojej liście")
			.contains("Solaris");
	}

	@Test
	void aRefusedFinishIsExplainedInTheList() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "finish", "version", "0");
		post(entry, "start", "version", version(entry));
		assertThat(refused(post(entry, "finish", "version", version(entry), "start", "2027-03-14"))).bodyText()
			.contains("już jest zapisane");
	}

	@Test
	void concurrentEditShowsAConflictToTheSecondBrowser() throws Exception {
		EntryId entry = onList("Lalka", 680);
		List<Integer> codes = atOnce(8, i -> post(entry, "progress", "version", "0", "page", "1" + i));
		assertThat(codes).containsOnlyOnce(302).contains(409).doesNotContain(500);
		assertThat(codes.stream().filter(code -> code == 409)).hasSize(7);
	}

	@Test
	void concurrentPagesFromTheDashboardAllSucceed() throws Exception {
		EntryId entry = onList("Lalka", 680);
		assertThat(atOnce(24, i -> post(entry, "current-page", "page", "1" + i))).containsOnly(302);
	}

	@Test
	void reorderingFromTwoBrowsersKeepsEveryBook() throws Exception {
		List<EntryId> entries = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			entries.add(onList("Tom " + i, 100));
		}
		List<Integer> codes = atOnce(12, i -> post(entries.get(i % 6), "move", "by", (i % 2 == 0) ? "1" : "-2"));
		assertThat(codes).containsOnly(302);
		assertThat(this.jdbc.sql("SELECT position FROM user_tbr_list WHERE user_id = ? ORDER BY position")
			.param(this.reader.value())
			.query(Integer.class)
			.list()).containsExactly(1, 2, 3, 4, 5, 6);
	}

	/** htmx prepares each form when the page is opened, which takes a phone its time. */
	@Test
	void rowsOfWaitingBooksShareAForm() throws UnsupportedEncodingException {
		EntryId book = onList("Tom 1", 100);
		int forms = forms();
		for (int i = 2; i <= 6; i++) {
			onList("Tom " + i, 100);
		}
		assertThat(forms()).isEqualTo(forms);
		assertThat(list()).bodyText()
			.containsOnlyOnce("id=\"row-form\"")
			.contains("formaction=\"/reading-list/%s/start\"".formatted(book.value()),
					"formaction=\"/reading-list/%s/move\"".formatted(book.value()));
	}

	private int forms() throws UnsupportedEncodingException {
		return StringUtils.countOccurrencesOf(list().getResponse().getContentAsString(), "<form");
	}

	@Test
	void draggingPutsABookBeforeAnother() {
		EntryId first = onList("Tom 1", 100);
		onList("Tom 2", 100);
		EntryId third = onList("Tom 3", 100);
		assertThat(post(third, "move", "before", first.value().toString())).hasStatus3xxRedirection();
		assertThat(list()).bodyText().containsSubsequence("Tom 3", "Tom 1", "Tom 2");
		assertThat(post(third, "move")).hasStatus3xxRedirection();
		assertThat(list()).bodyText().containsSubsequence("Tom 1", "Tom 2", "Tom 3");
	}

	@Test
	void removingCanBeUndone() {
		EntryId entry = onList("Lalka", 680);
		MvcTestResult removed = post(entry, "remove");
		assertThat(removed.getMvcResult().getFlashMap().get("toastUndo"))
			.isEqualTo("/reading-list/" + entry.value() + "/restore");
		assertThat(list()).bodyText().doesNotContain("Lalka");
		assertThat(this.mvc.get().uri("/reading-list/" + entry.value()).with(SignedIn.as(this.reader)))
			.hasStatus(HttpStatus.NOT_FOUND);
		post(entry, "restore");
		assertThat(list()).bodyText().contains("Lalka");
	}

	@Test
	void everythingAboutAReadingIsEditableLater() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "readings", "version", "0", "start", "2020-01-01", "end", "2020-02-01");
		assertThat(status(entry)).isEqualTo("FINISHED");
		String reading = this.jdbc.sql("SELECT log_id::text FROM reading_log WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
		assertThat(post(entry, "readings/" + reading, "version", version(entry), "start", "", "end", "2020-02-03"))
			.hasStatus3xxRedirection();
		assertThat(refused(post(entry, "readings", "version", version(entry), "end", "2020-02-03"))).bodyText()
			.contains("już jest zapisane");
		assertThat(post(entry, "readings/" + reading + "/remove", "version", version(entry))).hasStatus3xxRedirection();
		assertThat(status(entry)).isEqualTo("TBR");
	}

	@Test
	void ofSeveralReadingsOnlyTheRefusedOneShowsTheReason() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "readings", "version", "0", "end", "2020-02-01");
		post(entry, "readings", "version", version(entry), "end", "2019-01-01");
		String reading = this.jdbc
			.sql("SELECT log_id::text FROM reading_log WHERE tbr_id = ? AND end_date > '2020-01-01'")
			.param(entry.value())
			.query(String.class)
			.single();
		assertThat(refused(post(entry, "readings/" + reading, "version", version(entry), "end", "2019-01-01")))
			.bodyText()
			.containsOnlyOnce("już jest zapisane");
	}

	@Test
	void finishOfABookBegunTodayAsksForTheFirstDay() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "start", "version", "0");
		MvcTestResult asked = post(entry, "finish", "version", version(entry));
		assertThat(asked).hasRedirectedUrl("/reading-list/" + entry.value());
		assertThat(follow(asked)).bodyText().contains("Kiedy zaczęło się to czytanie?");
		assertThat(status(entry)).isEqualTo("READING");
		MvcTestResult finished = post(entry, "finish", "version", version(entry), "start", "2027-02-01");
		assertThat(follow(finished)).bodyText()
			.contains("Zapisano jako przeczytaną.", "Popraw daty",
					"/reading-list/%s#dates-head".formatted(entry.value()));
		assertThat(status(entry)).isEqualTo("FINISHED");
	}

	@Test
	void finishingCanBeUndone() {
		EntryId entry = onList("Lalka", 680);
		post(entry, "progress", "version", "0", "page", "120");
		MvcTestResult finished = post(entry, "finish", "version", version(entry), "start", "2027-02-01");
		Object undo = finished.getMvcResult().getFlashMap().get("toastUndo");
		assertThat(post(String.valueOf(undo))).hasStatus3xxRedirection();
		assertThat(status(entry)).isEqualTo("READING");
		assertThat(count("SELECT current_page FROM user_tbr_list WHERE user_id = ?")).isEqualTo(120);
		assertThat(count("SELECT count(*) FROM reading_log WHERE user_id = ? AND end_date IS NULL")).isOne();
		assertThat(post(String.valueOf(undo))).hasStatus3xxRedirection();

		EntryId waiting = onList("Solaris", 300);
		MvcTestResult read = post(waiting, "finish", "version", "0");
		post(String.valueOf(read.getMvcResult().getFlashMap().get("toastUndo")));
		assertThat(status(waiting)).isEqualTo("TBR");
		assertThat(post(waiting, "reopen", "status", "FINISHED", "page", "0")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(post(waiting, "reopen", "status", "READING", "page", "-1")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void aListOfTenThousandBooksIsShownInPartsOfBoundedSize() throws Exception {
		onList("Tom 0", 100);
		int few = this.statements.count(() -> page("/reading-list"));
		this.jdbc.sql("""
				WITH book AS (INSERT INTO books (title, author, page_count)
				  SELECT 'Tom ' || n, 'Autor', 100 FROM generate_series(1, 10000) n RETURNING book_id, title)
				INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
				SELECT :reader, book_id, 100, n + 1, CASE WHEN n <= 5000 THEN 'TBR' ELSE 'READING' END
				FROM book CROSS JOIN LATERAL (SELECT split_part(title, ' ', 2)::integer AS n)""")
			.param("reader", this.reader.value())
			.update();
		for (String path : List.of("/reading-list", "/reading-list?part=40", "/reading-list/reading", "/sessions",
				"/sessions/new")) {
			assertThat(page(path).getResponse().getContentAsByteArray().length).as(path).isBetween(10_000, 150_000);
		}
		int ofBooksInHand = 1;
		assertThat(this.statements.count(() -> page("/reading-list"))).isLessThanOrEqualTo(few + ofBooksInHand);
		assertThat(page("/reading-list")).bodyText()
			.contains(">Tom 29<", "/reading-list?part=1", "książek czeka, ")
			.doesNotContain(">Tom 30<", "Wcześniejsze");
		assertThat(page("/reading-list?part=166")).bodyText()
			.contains(">Tom 5000<", "/reading-list?part=165")
			.doesNotContain("/reading-list?part=167");
		assertThat(page("/reading-list?part=2147483647")).hasStatusOk();
	}

	@Test
	void aBookMovesToAPlaceInAnyPart() {
		EntryId first = onList("Tom 1", 100);
		for (int i = 2; i <= 60; i++) {
			onList("Tom " + i, 100);
		}
		MvcTestResult moved = post(first, "move", "place", "55");
		assertThat(moved).hasRedirectedUrl("/reading-list?part=1");
		assertThat(follow(moved)).bodyText()
			.contains("Książka jest teraz na miejscu 55.")
			.containsSubsequence("Tom 55", "Tom 1<", "Tom 56");
		assertThat(page("/reading-list/" + first.value())).bodyText().contains("value=\"55\"", "Na początek listy");
		assertThat(post(first, "move", "place", "1")).hasRedirectedUrl("/reading-list");
		assertThat(list()).bodyText().containsSubsequence("Tom 1<", "Tom 2<");
		assertThat(follow(post(first, "move", "place", "pierwsza"))).bodyText().contains("Podaj miejsce na liście");
	}

	@Test
	void aLongListIsSearchedAndEntersAtAnyPlace() {
		for (int i = 1; i <= 31; i++) {
			onList("Tom " + i, 100);
		}
		EntryId wanted = onList("Cień wiatru", 500);
		assertThat(list()).bodyText()
			.contains("/reading-list/search", "/reading-list/place", "Na miejsce… Teraz 3: Tom 3",
					"Na początek: Tom 3");
		assertThat(page("/reading-list/search?q=CIEN wia")).bodyText()
			.contains("1 książka", "Cień wiatru", "Do przeczytania", "/reading-list/" + wanted.value())
			.doesNotContain(">Tom 3<");
		assertThat(page("/reading-list/search?q=Prus tom 17")).bodyText()
			.contains("1 książka", ">Tom 17<", "data-dates=\"/forecast/dates\"");
		assertThat(page("/reading-list/search?q=" + "x".repeat(5_000))).hasStatusOk()
			.bodyText()
			.contains("nie ma takiej książki");
		assertThat(page("/reading-list/search?q=' | :*")).hasStatusOk();
		assertThat(page("/reading-list/search?q=")).hasStatusOk().bodyText().doesNotContain("nie ma takiej");
		assertThat(page("/reading-list/place?place=32")).hasRedirectedUrl("/reading-list?part=1#place-32");
		assertThat(page("/reading-list/place?place=9999999")).hasRedirectedUrl("/reading-list?part=1#place-32");
		assertThat(page("/reading-list?part=1")).bodyText().contains("id=\"place-32\"");
		assertThat(page("/reading-list/place?place=0")).hasRedirectedUrl("/reading-list");
		ReaderId other = TestReaders.create(this.jdbc);
		assertThat(this.mvc.get().uri("/reading-list/search?q=wiatru").with(SignedIn.as(other))).bodyText()
			.doesNotContain("Cień");
	}

	@Test
	void titlesAreEscaped() {
		onList("<script>alert(1)</script>", 100);
		assertThat(list()).bodyText().doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
	}

	@Test
	void theNumberOfQueriesDoesNotGrowWithTheList() {
		onList("Tom 0", 100);
		post(onList("Tom 00", 100), "finish", "version", "0");
		list();
		int small = this.statements.count(this::list);
		for (int i = 1; i < 60; i++) {
			post(onList("Tom " + i, 100), "finish", "version", "0");
		}
		assertThat(this.statements.count(this::list)).isLessThanOrEqualTo(small);
	}

	@ParameterizedTest
	@ValueSource(strings = { "finish", "progress", "pages", "details", "edition", "readings",
			"readings/0198c0de-0000-7000-8000-000000000000", "start", "move" })
	void getRequestForAFormsAddressRedirectsToItsBook(String form) {
		EntryId entry = onList("Lalka", 680);
		assertThat(page("/reading-list/%s/%s".formatted(entry.value(), form)))
			.hasRedirectedUrl("/reading-list/" + entry.value());
	}

	/** Follows the redirect of a refused form with its flash attributes. */
	private MvcTestResult refused(MvcTestResult result) {
		assertThat(result).hasStatus(HttpStatus.FOUND).flash().containsKey("refusedEntry");
		return follow(result);
	}

	private MvcTestResult follow(MvcTestResult result) {
		return Redirected.follow(this.mvc, result, this.reader);
	}

	private MvcTestResult list() {
		return page("/reading-list");
	}

	private MvcTestResult add(BookId book) {
		return post("/reading-list", "ref", "book:" + book.value());
	}

	private MvcTestResult post(EntryId entry, String verb, String... parameters) {
		return post("/reading-list/%s/%s".formatted(entry.value(), verb), parameters);
	}

	private MvcTestResult post(String path, String... parameters) {
		return SignedIn.post(this.mvc, this.reader, path, parameters);
	}

	private List<Integer> atOnce(int times, Request request) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Future<MvcTestResult>> results = new ArrayList<>();
			for (int i = 0; i < times; i++) {
				int number = i;
				results.add(threads.submit(() -> request.send(number)));
			}
			List<Integer> codes = new ArrayList<>();
			for (Future<MvcTestResult> result : results) {
				codes.add(result.get().getResponse().getStatus());
			}
			return codes;
		}
	}

	private EntryId onList(String title, Integer pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private String status(EntryId entry) {
		return this.jdbc.sql("SELECT status FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	private String version(EntryId entry) {
		return this.jdbc.sql("SELECT version::text FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	private int count(String sql) {
		return this.jdbc.sql(sql).param(this.reader.value()).query(Integer.class).single();
	}

	@FunctionalInterface
	private interface Request {

		MvcTestResult send(int number);

	}

	private MvcTestResult page(String path) {
		return SignedIn.get(this.mvc, this.reader, path);
	}

}
