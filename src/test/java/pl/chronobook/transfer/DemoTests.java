package pl.chronobook.transfer;

import java.util.List;
import java.util.UUID;

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
