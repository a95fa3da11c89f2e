package pl.chronobook.transfer;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestReaders;
import pl.chronobook.identity.Browser;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@TransferTest
class DemoTests {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Environment environment;

	@Autowired
	ReadingArchive archive;

	@BeforeEach
	void endOtherDemos() {
		this.jdbc.sql("DELETE FROM users WHERE demo").update();
	}

	@Test
	void everyVisitorGetsAnAccountOfTheirOwn() {
		assertThat(this.mvc.get().uri("/")).hasStatusOk().bodyText().contains("Zobacz demo");
		MvcTestResult first = start();
		assertThat(first).hasStatus3xxRedirection().redirectedUrl().isEqualTo("/");
		assertThat(this.mvc.get().uri("/import").cookie(first.getResponse().getCookie("chronobook"))).hasStatusOk();
		start();

		List<ReaderId> readers = demos();
		assertThat(readers).hasSize(2);
		assertThat(this.archive.export(readers.getFirst())).hasSizeGreaterThan(45);
		assertThat(sessions(readers.getFirst())).hasSizeGreaterThan(500).isEqualTo(sessions(readers.getLast()));
		this.jdbc.sql("DELETE FROM users WHERE user_id = ?").params(readers.getFirst().value()).update();
		assertThat(this.archive.export(readers.getLast())).hasSizeGreaterThan(45);
	}

	@Test
	void demoStartsWithATrainedModelADeadlineAndAHoliday() {
		MvcTestResult started = start();
		assertThat(this.mvc.get().uri("/").cookie(started.getResponse().getCookie("chronobook"))).hasStatusOk()
			.bodyText()
			.contains("data-stage=\"MODEL\"", "Termin: ", "Szansa");
		assertThat(this.jdbc.sql("SELECT label FROM planned_periods WHERE user_id = ?")
			.param(demos().getFirst().value())
			.query(String.class)
			.list()).containsExactly("Wyjazd");
	}

	@Test
	void demoKeepsAReaderSignedIn() {
		ReaderId reader = TestReaders.create(this.jdbc);
		assertThat(this.mvc.post().uri("/demo").with(csrf()).with(SignedIn.as(reader))).redirectedUrl().isEqualTo("/");
		assertThat(demos()).isEmpty();
		assertThat(this.archive.export(reader)).isEmpty();
	}

	@Test
	void newDemoReplacesTheLongestIdleOne() {
		for (int i = 0; i < 5; i++) {
			start();
		}
		List<ReaderId> before = demos();
		this.jdbc.sql("UPDATE spring_session SET last_access_time = last_access_time + 60000 WHERE principal_name = ?")
			.param(before.getFirst().value().toString())
			.update();
		start();
		assertThat(demos()).hasSize(5).contains(before.getFirst()).doesNotContain(before.get(1));
	}

	@Test
	void forwardedHeaderIsIgnoredWithoutAProxy() {
		Browser visitor = new Browser(this.environment, "203.0.113.9");
		assertThat(visitor.submit(visitor.open("/"), "/demo").status()).isEqualTo(302);
		assertThat(this.jdbc.sql("SELECT id FROM login_throttle").query(String.class).list())
			.contains("demo 127.0.0", "address 127.0.0.1")
			.noneMatch((id) -> id.contains("203.0.113"));
	}

	@Test
	void pastedTitlesBecomeAListWithADate() {
		Browser visitor = new Browser(this.environment);
		Browser.Page done = visitor.submit(visitor.open("/"), "/demo/own", "titles",
				"1. Lalka – Bolesław Prus, 680 s.\n2. 1984\n3. 2001: Odyseja kosmiczna", "pagesPerWeek", "150",
				"bookPages", "300");
		assertThat(done.location()).isEqualTo("/");
		assertThat(visitor.open("/").text()).contains("na razie w miejscu tymczasowym")
			.containsPattern("id=\"tbr-finish\" datetime=\"\\d{4}-\\d\\d-\\d\\d\"")
			.contains("To założenie: 150 stron tygodniowo", "id=\"assumed-lengths\"")
			.containsPattern("1.280 stron");
		assertThat(visitor.open("/reading-list/search?tag=d%C5%82ugo%C5%9B%C4%87+za%C5%82o%C5%BCona").text())
			.contains("1984", "2001: Odyseja kosmiczna")
			.doesNotContain("Lalka");
	}

	@Test
	void pastedHistoryTakesTheUsualLengthAsAListDoes() {
		Browser visitor = new Browser(this.environment);
		String table = "Title,Author,My Rating,Exclusive Shelf,Number of Pages\r\nLalka,Bolesław Prus,4,read,680\r\n"
				+ "Faraon,Bolesław Prus,0,read,\r\nCesarz,Ryszard Kapuściński,0,to-read,";
		Browser.Page refused = visitor.submit(visitor.open("/"), "/demo/own", "titles", table, "pagesPerWeek", "150",
				"bookPages", "abc");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.text()).contains("Podaj, ile stron ma zwykle książka", "Lalka,Bolesław Prus");
		Browser.Page done = visitor.submit(visitor.open("/import"), "/import/at-once", "titles", table, "pagesPerWeek",
				"150", "bookPages", "300");
		assertThat(done.location()).isEqualTo("/");
		assertThat(visitor.open("/").text()).contains("id=\"tbr-finish\"");
		assertThat(visitor.open("/reading-list/search?tag=d%C5%82ugo%C5%9B%C4%87+za%C5%82o%C5%BCona").text())
			.contains("Faraon", "Cesarz")
			.doesNotContain("Lalka");
		assertThat(this.jdbc.sql("""
				SELECT title || ' ' || current_page || '/' || entry.page_count FROM user_tbr_list entry
				JOIN books USING (book_id) JOIN users USING (user_id) WHERE demo ORDER BY title""")
			.query(String.class)
			.list()).containsExactly("Cesarz 0/300", "Faraon 300/300", "Lalka 680/680");
	}

	@Test
	void usualLengthOfAPastedHistoryIsNoColumn() {
		Browser visitor = new Browser(this.environment);
		Browser.Page asked = visitor.submit(visitor.open("/"), "/demo/own", "titles",
				"Tytuł;Status\nLalka;do przeczytania\nFaraon;do przeczytania", "pagesPerWeek", "150", "bookPages",
				"300");
		assertThat(asked.location()).startsWith("/import/");
		Browser.Page columns = visitor.open(asked.location());
		assertThat(columns.text()).contains("Status").doesNotContain("300", "długość założona", "chronobook:");
		visitor.submit(columns, asked.location() + "/columns", "TITLE", "0", "STATUS", "1");
		Browser.Page preview = visitor.open(asked.location());
		visitor.submit(preview, asked.location());
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(
					this.jdbc.sql("SELECT page_count FROM user_tbr_list JOIN users USING (user_id) WHERE demo")
						.query(Integer.class)
						.list())
				.containsExactly(300, 300));
	}

	@Test
	void refusedListStaysInItsBox() {
		Browser visitor = new Browser(this.environment);
		String line = "<b>" + "x".repeat(600);
		Browser.Page refused = visitor.submit(visitor.open("/"), "/demo/own", "titles", "Lalka\n" + line,
				"pagesPerWeek", "90", "bookPages", "250");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.text()).contains("Wiersz 2 jest za długi jak na tytuł", "id=\"titles-error\"",
				"Lalka\n&lt;b&gt;xxx", "value=\"90\"", "value=\"250\"", "action=\"/import/at-once\"");
		Browser.Page corrected = visitor.submit(visitor.open("/import"), "/import/at-once", "titles", "Lalka, 680 s.",
				"pagesPerWeek", "90", "bookPages", "250");
		assertThat(corrected.location()).isEqualTo("/");
	}

	@Test
	void listOfAMegabyteIsRefusedAndOneOfTwoLeadsBackToItsForm() {
		Browser visitor = new Browser(this.environment);
		Browser.Page landing = visitor.open("/");
		assertThat(visitor.submit(landing, "/demo/own", "titles", "x".repeat(2_000_000)).location()).isEqualTo("/?own");
		Browser.Page refused = visitor.submit(landing, "/demo/own", "titles", "x".repeat(1024 * 1024));
		assertThat(refused.status()).isEqualTo(413);
		assertThat(refused.text()).contains("Przyjmujemy do 100 000 znaków");
	}

	@Test
	void throttledVisitorKeepsThePastedList() {
		MvcTestResult last = null;
		for (int i = 0; i < 30 && (last == null || last.getResponse().getStatus() != 429); i++) {
			last = this.mvc.post().uri("/demo/own").param("titles", "Lalka").with(csrf()).with((request) -> {
				request.setRemoteAddr("192.0.2.7");
				return request;
			}).exchange();
		}
		assertThat(last).hasStatus(429).bodyText().contains("Chwila przerwy", ">Lalka</textarea>");
	}

	@Test
	void readerPreviewsAPastedList() {
		ReaderId reader = TestReaders.create(this.jdbc);
		MvcTestResult uploaded = this.mvc.post()
			.uri("/import")
			.param("titles", "Lalka – Bolesław Prus\nSolaris")
			.with(csrf())
			.with(SignedIn.as(reader))
			.exchange();
		assertThat(uploaded).hasStatus3xxRedirection();
		String preview = uploaded.getResponse().getRedirectedUrl();
		assertThat(this.mvc.get().uri(preview).with(SignedIn.as(reader))).hasStatusOk()
			.bodyText()
			.contains("wklejona lista tytułów");
		String export = this.mvc.post()
			.uri("/import")
			.param("titles", "Title,Author,My Rating,Exclusive Shelf\r\nLalka,Prus,4,read\r\nFaraon,Prus,0,to-read\r\n")
			.with(csrf())
			.with(SignedIn.as(reader))
			.exchange()
			.getResponse()
			.getRedirectedUrl();
		assertThat(this.mvc.get().uri(export).with(SignedIn.as(reader))).hasStatusOk().bodyText().contains("Goodreads");
		assertThat(this.mvc.post().uri("/import").param("titles", "").with(csrf()).with(SignedIn.as(reader)))
			.hasStatus(422)
			.bodyText()
			.contains("id=\"titles-error\"", "Pokaż podgląd");
	}

	private List<SessionRecord> sessions(ReaderId reader) {
		return this.archive.export(reader).stream().flatMap(book -> book.sessions().stream()).toList();
	}

	private MvcTestResult start() {
		return this.mvc.post().uri("/demo").with(csrf()).exchange();
	}

	private List<ReaderId> demos() {
		return this.jdbc.sql("SELECT user_id FROM users WHERE demo ORDER BY created_at")
			.query(UUID.class)
			.list()
			.stream()
			.map(ReaderId::new)
			.toList();
	}

}
