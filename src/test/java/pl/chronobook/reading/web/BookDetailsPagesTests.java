package pl.chronobook.reading.web;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.Redirected;
import pl.chronobook.SignedIn;
import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The details that a reader gives of a book, such as format, tags and series, and the
 * filters of the list by them.
 */
@WebTest
class BookDetailsPagesTests {

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
	void detailsAreShownOnTheBookAndOnTheList() {
		EntryId entry = onList("Krew elfów", 340);
		MvcTestResult saved = describe(entry, "format", "EBOOK", "owned", "true", "tags", "Klub,  na   wakacje,klub",
				"series", "Wiedźmin", "volume", "3");
		assertThat(follow(saved)).bodyText()
			.contains("Zapisano.", "tom 3 z cyklu Wiedźmin", "value=\"Klub, na wakacje\"");
		assertThat(page("/reading-list")).bodyText()
			.containsSubsequence("Krew elfów", "tom 3 z cyklu Wiedźmin", ">e-book<", ">mam<", ">Klub<", ">na wakacje<");
		assertThat(describe(entry, "format", "", "tags", "", "series", "", "volume", "")).hasStatus(HttpStatus.FOUND);
		assertThat(page("/reading-list")).bodyText().doesNotContain("Wiedźmin", ">e-book<", ">mam<", ">Klub<");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a,b,c,d,e,f,g,h,i,j,k | | | najwyżej 10 etykiet
			aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | | | najwyżej 40 znaków
			klub | Wiedźmin | -1 | numer tomu od 0 do 9999
			klub | Wiedźmin | drugi | numer tomu od 0 do 9999
			klub | | 2 | nazwę cyklu""")
	void invalidDetailsStayInTheFormWithTheReason(String tags, String series, String volume, String reason) {
		EntryId entry = onList("Lalka", 680);
		MvcTestResult refused = describe(entry, "format", "AUDIO", "tags", tags, "series", text(series), "volume",
				text(volume));
		assertThat(follow(refused)).bodyText()
			.contains(reason, "value=\"" + tags + "\"", "value=\"" + text(volume) + "\"",
					"selected=\"selected\">audiobook");
		assertThat(this.jdbc.sql("SELECT count(*) FROM user_tbr_list WHERE tbr_id = ? AND format IS NULL")
			.param(entry.value())
			.query(Integer.class)
			.single()).isOne();
	}

	@Test
	void detailsSubmittedForAStaleVersionAreRefused() {
		EntryId entry = onList("Lalka", 680);
		describe(entry, "tags", "klub");
		assertThat(post("/reading-list/%s/details".formatted(entry.value()), "version", "0", "tags", "inne"))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("zmieniła się w innym oknie", "value=\"klub\"")
			.doesNotContain("inne\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "format = 'SCROLL'", "tags = ARRAY['a,b']", "tags = ARRAY['']", "tags = ARRAY[NULL]",
			"tags = ARRAY[repeat('x', 41)]", "tags = string_to_array(repeat('x,', 10) || 'x', ',')",
			"series_volume = 1", "series = ' '", "audio_minutes = 60", "audio_minutes = 60, audio_speed = 100",
			"format = 'AUDIO', audio_minutes = 60, audio_speed = 20" })
	void theDatabaseRefusesInvalidDetails(String change) {
		EntryId entry = onList("Lalka", 680);
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.jdbc.sql("UPDATE user_tbr_list SET " + change + " WHERE tbr_id = ?")
				.param(entry.value())
				.update());
	}

	@Test
	void audiobookCountsAsThePagesThatAreReadInTheSameTime() {
		EntryId entry = onList("Lalka", 680);
		MvcTestResult saved = describe(entry, "format", "AUDIO", "length", "11 godz. 20 min", "speed", "1,25");
		assertThat(follow(saved)).bodyText()
			.contains("11 godz. 20 min przy prędkości 1,25× to 9 godz. 4 min słuchania", "jak 363 strony",
					"value=\"11:20\"", "value=\"1,25\"", "W którym miejscu nagrania jesteś?")
			.doesNotContain("Ile stron ma Twoje wydanie?", "Zmień wydanie");
		post("/reading-list/%s/progress".formatted(entry.value()), "version", version(entry), "page", "5:40");
		assertThat(page(entry)).isEqualTo(182);
		assertThat(page("/reading-list")).bodyText().contains("value=\"5:41\"", "z 11:20", ">50%<");
		post("/reading-list/%s/current-page".formatted(entry.value()), "page", "2 godz. 50 min");
		assertThat(page(entry)).isEqualTo(91);
		assertThat(follow(post("/reading-list/%s/progress".formatted(entry.value()), "version", version(entry), "page",
				"12:00", "from", "ENTRY")))
			.bodyText()
			.contains("Podaj czas od 0:00 do 11:20", "value=\"12:00\"");
		describe(entry, "format", "AUDIO", "length", "11:20", "speed", "1,25", "tags", "klub");
		assertThat(page(entry)).isEqualTo(91);
		describe(entry, "format", "AUDIO", "length", "11:20", "speed", "");
		assertThat(page(entry)).isEqualTo(114);
		assertThat(page("/reading-list/" + entry.value())).bodyText()
			.contains("11 godz. 20 min słuchania.", "jak 453 strony");
		describe(entry, "format", "PAPER");
		assertThat(page("/reading-list/" + entry.value())).bodyText()
			.contains("Ile stron ma Twoje wydanie?", "value=\"680\"")
			.doesNotContain("słuchania");
		assertThat(page(entry)).isEqualTo(171);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			dawno  | 1    | Podaj długość nagrania
			''     | 1,25 | Podaj długość nagrania
			0:00   | 1    | Podaj długość nagrania
			999:59 | 1    | Podaj długość nagrania
			11:20  | 0,1  | Podaj prędkość
			11:20  | 5    | Podaj prędkość
			11:20  | 1,x  | Podaj prędkość""")
	void anImpossibleLengthOfAnAudiobookStaysInTheForm(String length, String speed, String reason) {
		EntryId entry = onList("Lalka", 680);
		assertThat(follow(describe(entry, "format", "AUDIO", "length", length, "speed", speed))).bodyText()
			.contains(reason, "value=\"" + length + "\"", "value=\"" + speed + "\"")
			.doesNotContain("słuchania");
	}

	@ParameterizedTest
	@CsvSource({ "100, 400, 200, 50", "399, 400, 50, 49", "1, 400, 50, 1", "400, 400, 50, 50", "0, 400, 50, 0",
			"120, , 300, 120" })
	void changeOfTheEditionKeepsTheShareThatIsRead(int page, Integer former, int pages, int expected) {
		EntryId entry = onList("Lalka", former);
		post("/reading-list/%s/progress".formatted(entry.value()), "version", "0", "page", String.valueOf(page));
		MvcTestResult changed = post("/reading-list/%s/edition".formatted(entry.value()), "version", version(entry),
				"pages", String.valueOf(pages));
		assertThat(follow(changed)).bodyText().contains("Zmieniono wydanie. Jesteś na stronie %d.".formatted(expected));
		assertThat(page(entry)).isEqualTo(expected);
	}

	@Test
	void anotherEditionIsTakenFromTheCatalog() {
		String title = "Wydania " + UUID.randomUUID();
		EntryId entry = onList(title, 400);
		TestBooks.create(this.jdbc, title, 200);
		TestBooks.create(this.jdbc, title, null);
		post("/reading-list/%s/progress".formatted(entry.value()), "version", "0", "page", "100");
		assertThat(page("/reading-list/" + entry.value())).bodyText()
			.contains("/reading-list/%s/editions".formatted(entry.value()));
		MvcTestResult editions = page("/reading-list/%s/editions".formatted(entry.value()));
		assertThat(editions).hasStatusOk()
			.bodyText()
			.contains("zostaniesz na 25%", "Mam to wydanie: " + title + ", 200 stron", "name=\"pages\" value=\"200\"",
					"name=\"version\" value=\"%s\"".formatted(version(entry)))
			.doesNotContain("value=\"400\"");
		assertThat(follow(
				post("/reading-list/%s/edition".formatted(entry.value()), "version", version(entry), "pages", "200")))
			.bodyText()
			.contains("Zmieniono wydanie. Jesteś na stronie 50.");
		describe(entry, "format", "AUDIO", "length", "11:20", "speed", "1");
		assertThat(page("/reading-list/%s/editions".formatted(entry.value())))
			.hasRedirectedUrl("/reading-list/" + entry.value());
	}

	@Test
	void anImpossibleEditionStaysInTheForm() {
		EntryId entry = onList("Lalka", 680);
		assertThat(follow(post("/reading-list/%s/edition".formatted(entry.value()), "version", "0", "pages", "wiele")))
			.bodyText()
			.contains("Podaj liczbę stron od 1 do", "value=\"wiele\"", "<details class=\"edition\" open=\"open\"");
	}

	private int page(EntryId entry) {
		return this.jdbc.sql("SELECT current_page FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(Integer.class)
			.single();
	}

	private String version(EntryId entry) {
		return this.jdbc.sql("SELECT version::text FROM user_tbr_list WHERE tbr_id = ?")
			.param(entry.value())
			.query(String.class)
			.single();
	}

	@Test
	void aBookFromTheCatalogHasItsSeries() {
		EntryId wanted = onList("Wieża Jaskółki", 420);
		this.jdbc.sql("""
				UPDATE books SET series = 'Wiedźmin, t. 6'
				WHERE book_id = (SELECT book_id FROM user_tbr_list WHERE tbr_id = ?)""").param(wanted.value()).update();
		String book = this.jdbc.sql("DELETE FROM user_tbr_list WHERE tbr_id = ? RETURNING book_id::text")
			.param(wanted.value())
			.query(String.class)
			.single();
		post("/reading-list", "ref", "book:" + book);
		assertThat(page("/reading-list")).bodyText().contains("tom 6 z cyklu Wiedźmin");
	}

	@Test
	void theNextVolumeIsOfferedWhileABookOfItsSeriesIsRead() {
		EntryId first = onList("Ostatnie życzenie", 300);
		EntryId other = onList("Lalka", 680);
		EntryId third = onList("Krew elfów", 340);
		EntryId second = onList("Miecz przeznaczenia", 350);
		describe(first, "series", "Wiedźmin", "volume", "1");
		describe(second, "series", "wiedźmin", "volume", "2");
		describe(third, "series", "Wiedźmin", "volume", "3");
		assertThat(page("/reading-list/" + first.value())).bodyText().doesNotContain("Następny w cyklu");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING' WHERE tbr_id IN (?, ?)")
			.params(first.value(), other.value())
			.update();
		assertThat(page("/reading-list/" + first.value())).bodyText()
			.contains("Następny w cyklu: tom 2", "/reading-list/%s/move".formatted(second.value()));
		assertThat(page("/reading-list/" + other.value())).bodyText().doesNotContain("Następny w cyklu");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'READING' WHERE tbr_id = ?").param(second.value()).update();
		assertThat(page("/reading-list/" + first.value())).bodyText().doesNotContain("Następny w cyklu");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(second.value()).update();
		assertThat(page("/reading-list/" + first.value())).bodyText().contains("Następny w cyklu: tom 3");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'TBR' WHERE tbr_id = ?").param(second.value()).update();
		assertThat(follow(post("/reading-list/%s/move".formatted(second.value()), "place", "1"))).bodyText()
			.containsSubsequence("Miecz przeznaczenia", "Krew elfów");
	}

	@Test
	void queryParametersFilterAndSortTheList() {
		EntryId elves = onList("Krew elfów", 340);
		EntryId doll = onList("Lalka", 680);
		EntryId frog = onList("Żabka", 20);
		onList("Ślimak", null);
		describe(elves, "format", "EBOOK", "owned", "true", "tags", "Klub", "series", "Wiedźmin", "volume", "3");
		describe(doll, "format", "PAPER", "tags", "klub, szkoła");
		post("/reading-list/%s/start".formatted(frog.value()), "version", "0");
		assertThat(search("?tag=KLUB")).bodyText().contains("2 książki", ">Krew elfów<", ">Lalka<");
		assertThat(search("?tag=klub&format=PAPER")).bodyText().contains("1 książka", ">Lalka<");
		assertThat(search("?owned=yes")).bodyText().contains("1 książka", ">Krew elfów<");
		assertThat(search("?owned=no&status=TBR")).bodyText().contains("2 książki", ">Lalka<", ">Ślimak<");
		assertThat(search("?series=wiedźmin&q=krew")).bodyText().contains("1 książka", ">Krew elfów<");
		describe(frog, "series", "ŻABY", "tags", "Łąka");
		assertThat(search("?series=żaby&tag=łąka")).bodyText().contains("1 książka", ">Żabka<");
		assertThat(search("?status=READING")).bodyText().contains("1 książka", ">Żabka<");
		assertThat(search("?sort=TITLE")).bodyText().containsSubsequence("Krew elfów", "Lalka", "Ślimak", "Żabka");
		assertThat(search("?sort=SHORTEST")).bodyText().containsSubsequence("Żabka", "Krew elfów", "Lalka", "Ślimak");
		assertThat(search("?sort=LONGEST")).bodyText().containsSubsequence("Lalka", "Krew elfów", "Żabka", "Ślimak");
		assertThat(search("?sort=NEWEST")).bodyText().containsSubsequence("Ślimak", "Żabka", "Lalka", "Krew elfów");
		assertThat(search("?sort=SERIES")).bodyText().containsSubsequence("Krew elfów", "Lalka");
		assertThat(search("?sort=AUTHOR&q=prus")).bodyText().contains("4 książki");
		assertThat(search("?sort=PLACE")).bodyText()
			.containsSubsequence("Żabka", "Krew elfów", "Lalka", "Ślimak")
			.doesNotContain("Przesuń wyżej");
		assertThat(search("?tag=klub&series=Inny&q=krew")).bodyText()
			.contains("nic nie pasuje", "Wyczyść filtry", "/reading-list/search?q=krew\"");
		assertThat(search("?tag=%00&format=SCROLL&status=x&owned=maybe&sort=;&part=-3")).hasStatusOk();
		ReaderId stranger = TestReaders.create(this.jdbc);
		assertThat(this.mvc.get().uri("/reading-list/search?tag=klub").with(SignedIn.as(stranger))).bodyText()
			.doesNotContain("Lalka");
	}

	@Test
	void finishedBooksAreSortedByRating() {
		EntryId good = onList("Krew elfów", 340);
		EntryId best = onList("Lalka", 680);
		EntryId unrated = onList("Żabka", 20);
		for (EntryId entry : List.of(unrated, good, best)) {
			post("/reading-list/%s/finish".formatted(entry.value()), "version", "0");
		}
		post("/reading-list/%s/opinion".formatted(good.value()), "rating", "7", "note", "", "revision", "0");
		post("/reading-list/%s/opinion".formatted(best.value()), "rating", "10", "note", "", "revision", "0");
		assertThat(search("?status=FINISHED&sort=RATING")).bodyText()
			.containsSubsequence("Lalka", "5 gwiazdek", "Krew elfów", "3,5 gwiazdki", "Żabka");
		assertThat(page("/reading-list/finished")).bodyText().contains("status=FINISHED&amp;sort=RATING");
	}

	@Test
	void longResultHasPartsOfThirtyBooksAndTakesAFixedNumberOfStatements() throws Exception {
		onList("Tom 0", 100);
		int few = this.statements.count(() -> search("?format=PAPER&sort=TITLE"));
		this.jdbc.sql("""
				WITH book AS (INSERT INTO books (title, author, page_count)
				  SELECT 'Tom ' || to_char(n, 'FM0000'), 'Autor', 100 FROM generate_series(1, 2000) n
				  RETURNING book_id, title)
				INSERT INTO user_tbr_list (user_id, book_id, page_count, position, format, tags)
				SELECT :reader, book_id, 100, split_part(title, ' ', 2)::integer + 1, 'PAPER', ARRAY['na wakacje & po']
				FROM book""").param("reader", this.reader.value()).update();
		assertThat(search("?format=PAPER&sort=TITLE")).bodyText()
			.contains(">Tom 0001<", ">Tom 0030<", "part=1", "Dalsze")
			.doesNotContain(">Tom 0031<", "Wcześniejsze");
		assertThat(this.mvc.get()
			.uri("/reading-list/search?tag={tag}&part=66", "na wakacje & po")
			.with(SignedIn.as(this.reader))).bodyText()
			.contains(">Tom 1990<", "tag=na%20wakacje%20%26%20po&amp;part=65")
			.doesNotContain("Dalsze");
		assertThat(search("?format=PAPER&part=2147483647")).hasStatusOk();
		int loadingTheBooks = 3;
		assertThat(this.statements.count(() -> search("?format=PAPER&sort=TITLE")))
			.isLessThanOrEqualTo(few + loadingTheBooks);
	}

	private static String text(String typed) {
		return (typed != null) ? typed : "";
	}

	private EntryId onList(String title, Integer pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private MvcTestResult describe(EntryId entry, String... parameters) {
		String[] all = new String[parameters.length + 2];
		all[0] = "version";
		all[1] = version(entry);
		System.arraycopy(parameters, 0, all, 2, parameters.length);
		return post("/reading-list/%s/details".formatted(entry.value()), all);
	}

	private MvcTestResult post(String path, String... parameters) {
		return SignedIn.post(this.mvc, this.reader, path, parameters);
	}

	private MvcTestResult search(String question) {
		return page("/reading-list/search" + question);
	}

	private MvcTestResult page(String path) {
		return SignedIn.get(this.mvc, this.reader, path);
	}

	private MvcTestResult follow(MvcTestResult result) {
		return Redirected.follow(this.mvc, result, this.reader);
	}

}
