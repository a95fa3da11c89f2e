package pl.chronobook;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.transfer.TransferTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages that were rendered before are sent again, through real sessions: never one that
 * shows what has changed since, and never another reader's.
 */
@TransferTest
class PageCacheTests {

	/** The default time zone of readers. */
	private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Warsaw"));

	private final List<String> pages = List.of("/", "/reading-list", "/statistics", "/forecast/books",
			"/statistics/" + this.today.getYear());

	private static final String PASSWORD = "zielony parasol 42";

	@Autowired
	private Environment environment;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReadingArchive archive;

	private Browser browser;

	private UUID reader;

	private int questions;

	@BeforeEach
	void someReader() {
		this.browser = new Browser(this.environment);
		this.reader = register(this.browser);
	}

	@Test
	void noCachedPageIsStaleAfterAChange() {
		changed("begin the first book", "/forecast/first-book", "title", "Cesarz", "pages", "200", "page", "20",
				"pagesPerWeek", "100");
		assertThat(look("/")).contains("Cesarz", "tbr-finish");
		changed("type a book in", "/catalog/books/new", "title", "Lalka", "author", "Prus", "pages", "680", "isbn", "");
		changed("and another", "/catalog/books/new", "title", "Solaris", "author", "Lem", "pages", "300", "isbn", "");
		String entry = "/reading-list/" + entry("Lalka");
		changed("assume a pace", "/forecast/assumption", "pagesPerWeek", "100");
		changed("keep a deadline", "/forecast/deadline", "by", this.today.plusDays(90).toString());
		changed("drop it", "/forecast/deadline/remove");
		String holiday = UUID.randomUUID().toString();
		changed("plan a holiday", "/forecast/exceptions", "id", holiday, "from", this.today.plusDays(3).toString(),
				"to", this.today.plusDays(20).toString(), "reading", "NONE", "label", "Góry");
		changed("cancel it", "/forecast/exceptions/" + holiday + "/remove");
		changed("move a book", entry + "/move", "by", "1");
		changed("begin a book", entry + "/start", "version", version("Lalka"));
		changed("read on", entry + "/progress", "version", version("Lalka"), "page", "120");
		changed("correct its length", entry + "/pages", "version", version("Lalka"), "pages", "700");
		String session = UUID.randomUUID().toString();
		changed("log a session", "/sessions", "id", session, "entry", entry("Lalka"), "day",
				this.today.minusDays(2).toString(), "start", "20:00", "minutes", "45", "pages", "30");
		assertThat(look("/statistics")).contains("30");
		assertThat(look("/")).contains("id=\"week\"");
		changed("remove it", "/sessions/" + session + "/remove");
		changed("restore it", "/sessions/" + session + "/restore");
		changed("start the timer", "/sessions/timer", "id", UUID.randomUUID().toString(), "entry", entry("Solaris"));
		changed("discard it", "/sessions/timer/" + timer() + "/discard");
		changed("finish a book", entry + "/finish", "version", version("Lalka"), "start", "2026-01-01");
		changed("take that back", entry + "/reopen?status=READING&page=150");
		changed("give it up", entry + "/abandon", "version", version("Lalka"));
		changed("remove a book", "/reading-list/" + entry("Solaris") + "/remove");
		changed("restore it", "/reading-list/" + entry("Solaris") + "/restore");
		changed("move to another zone", "/account/settings", "zone", "Pacific/Apia", "hours", "4");
		BatchId batch = new BatchId(UUID.randomUUID());
		ReadingArchive.ArchivedBook exported = this.archive.export(new ReaderId(this.reader)).getFirst();
		UUID book = TestBooks.create(this.jdbc, "Faraon", 500).value();
		this.archive.add(new ReaderId(this.reader), List.of(new ReadingArchive.ArchivedBook(new BookId(book),
				exported.status(), null, 0, exported.addedAt(), List.of(), List.of())), batch, done -> {
				});
		assertFresh("import");
		this.archive.takeBack(new ReaderId(this.reader), batch);
		assertFresh("take an import back");
		this.jdbc
			.sql("INSERT INTO account_notices (user_id, kind, device, happened_at) VALUES (?, ?, 'Firefox', now())")
			.params(this.reader, "PASSWORD_CHANGED")
			.update();
		assertFresh("something happened to the account");
	}

	@Test
	void unchangedPageIsServedFromTheCacheWithAFreshCsrfToken() {
		this.browser.submit(this.browser.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author",
				"Prus", "pages", "680", "isbn", "");
		this.browser.open("/reading-list");
		Page first = this.browser.open("/reading-list");
		// Directly in the database, so that the cache does not notice the change
		this.jdbc.sql("UPDATE books SET title = 'Emancypantki' WHERE owner_id = ?").param(this.reader).update();
		Page again = this.browser.open("/reading-list");
		assertThat(again.text()).contains(">Lalka<").doesNotContain("Emancypantki");
		assertThat(again.csrf()).isNotEqualTo(first.csrf());
		assertThat(again.header("Cache-Control")).contains("no-store");
		assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
		assertThat(again.header("Content-Language")).isEqualTo(first.header("Content-Language"));
		assertThat(this.browser
			.submit(again, "/reading-list/" + entry("Emancypantki") + "/start", "version", version("Emancypantki"))
			.status()).isEqualTo(302);

		Browser other = new Browser(this.environment);
		register(other);
		other.open("/reading-list");
		assertThat(other.open("/reading-list").text()).doesNotContain("Lalka", "Emancypantki", this.reader.toString());
		this.browser.post("/logout", this.browser.open("/account").csrf());
		assertThat(this.browser.open("/reading-list").status()).isEqualTo(302);
	}

	@Test
	void viewingPagesDoesNotWriteTheSession() {
		this.browser.open("/reading-list");
		String before = sessionRow();
		this.browser.open("/reading-list");
		this.browser.open("/");
		assertThat(sessionRow()).isEqualTo(before);
		this.jdbc.sql("UPDATE spring_session SET last_access_time = last_access_time - 61000 WHERE principal_name = ?")
			.param(this.reader.toString())
			.update();
		String old = sessionRow();
		this.browser.open("/");
		assertThat(sessionRow()).isNotEqualTo(old);
	}

	private String sessionRow() {
		return this.jdbc.sql("SELECT xmin::text FROM spring_session WHERE principal_name = ?")
			.param(this.reader.toString())
			.query(String.class)
			.single();
	}

	/** Opens all pages, makes a change, and checks that no page is stale after it. */
	private void changed(String step, String action, String... fields) {
		this.pages.forEach(this::look);
		Page done = this.browser.post(action, this.browser.open("/account").csrf(), fields);
		assertThat(done.status()).as(step).isEqualTo(302);
		assertFresh(step);
	}

	private void assertFresh(String step) {
		for (String page : this.pages) {
			look(page);
			assertThat(look(page)).as("%s after: %s", page, step).isEqualTo(look(page + "?fresh=" + this.questions++));
		}
	}

	/** Returns a page without the parts that differ with every request. */
	private String look(String path) {
		return this.browser.open(path)
			.text()
			.replaceAll("data-token=\"[^\"]*\"|name=\"_csrf\" value=\"[^\"]*\"", "")
			// Two requests may compute the same forecast at once, and only one is stored
			.replaceAll("Przeliczone <time.*?</time>", "")
			.replaceAll("name=\"id\" value=\"[^\"]*\"", "")
			.replaceAll("data-seconds=\"\\d+\"|\\d+:\\d\\d</span>", "");
	}

	private UUID register(Browser visitor) {
		String email = UUID.randomUUID() + "@example.org";
		visitor.register(email, PASSWORD);
		return this.jdbc.sql("SELECT user_id FROM users WHERE email = ?").param(email).query(UUID.class).single();
	}

	private String entry(String title) {
		return ofEntry("tbr_id", title);
	}

	private String version(String title) {
		return ofEntry("version", title);
	}

	private String ofEntry(String column, String title) {
		return this.jdbc.sql("""
				SELECT entry.%s::text FROM user_tbr_list entry JOIN books USING (book_id)
				WHERE user_id = ? AND title = ?""".formatted(column))
			.params(this.reader, title)
			.query(String.class)
			.single();
	}

	private String timer() {
		return this.jdbc.sql("SELECT session_id::text FROM timed_sessions WHERE user_id = ?")
			.param(this.reader)
			.query(String.class)
			.single();
	}

}
