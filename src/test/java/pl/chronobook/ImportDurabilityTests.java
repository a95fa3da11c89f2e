package pl.chronobook;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.mock.env.MockEnvironment;

import pl.chronobook.identity.Browser;
import pl.chronobook.transfer.HistoryFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application, killed in the middle of an import and started again.
 */
class ImportDurabilityTests {

	private static final int SESSIONS = 20_000;

	private static final int BOOKS = 300;

	/** The line of PostgreSQL's pid file that contains its port. */
	private static final int PORT_LINE = 3;

	private static final Pattern PROGRESS = Pattern.compile("<progress[^>]* value=\"(\\d+)\"");

	@TempDir
	private Path folder;

	@Test
	void killedImportResumesAtTheNextStart() throws Exception {
		int port = ApplicationProcess.freePort();
		Browser browser = new Browser(new MockEnvironment().withProperty("local.server.port", String.valueOf(port)));
		String address;
		Process application = ApplicationProcess.start(port, this.folder);
		try {
			ApplicationProcess.awaitStart(application);
			browser.register("czytelnik@example.org", "zielony parasol 42");
			address = upload(browser);
			try (Connection connection = connect(); Statement statement = connection.createStatement()) {
				// The import cannot end before the kill, because it waits for this lock
				connection.setAutoCommit(false);
				statement.execute("LOCK TABLE reading_sessions IN SHARE MODE");
				assertThat(browser.submit(browser.open(address), address).status()).isEqualTo(302);
				Awaitility.await()
					.atMost(Duration.ofMinutes(5))
					.until(() -> progress(browser.open(address).text()), progress -> progress > 0);
				application.toHandle().destroyForcibly();
				application.waitFor();
			}
		}
		finally {
			application.destroyForcibly();
		}
		assertThat(counts()).as("stored by the killed import").containsExactly(0, 0, 0, 0);
		Process again = ApplicationProcess.start(port, this.folder);
		try {
			ApplicationProcess.awaitStart(again);
			Instant started = Instant.now();
			Awaitility.await()
				.pollInterval(Duration.ofMillis(100))
				.atMost(Duration.ofMinutes(5))
				.until(() -> browser.open(address).text(), page -> page.contains("Historia wczytana"));
			Duration took = Duration.between(started, Instant.now());
			System.out.printf("a killed import is done %d ms after the start%n", took.toMillis());
		}
		finally {
			again.toHandle().destroy();
			again.waitFor(1, TimeUnit.MINUTES);
			again.destroyForcibly();
		}
		assertThat(counts()).containsExactly(SESSIONS, BOOKS, BOOKS, 1);
	}

	private static String upload(Browser browser) {
		Browser.Page page = browser.open("/import");
		String boundary = "----chronobook";
		String body = """
				--%1$s\r
				Content-Disposition: form-data; name="_csrf"\r
				\r
				%2$s\r
				--%1$s\r
				Content-Disposition: form-data; name="file"; filename="historia.csv"\r
				Content-Type: text/csv\r
				\r
				%3$s\r
				--%1$s--\r
				""".formatted(boundary, page.csrf(), HistoryFile.sessions(SESSIONS, BOOKS));
		Browser.Page answer = browser.send("/import",
				request -> request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
					.POST(HttpRequest.BodyPublishers.ofString(body)));
		assertThat(answer.status()).isEqualTo(302);
		return URI.create(answer.location()).getPath();
	}

	private static int progress(String page) {
		Matcher done = PROGRESS.matcher(page);
		return done.find() ? Integer.parseInt(done.group(1)) : 0;
	}

	/** Connects to the database of the application that runs. */
	private Connection connect() throws Exception {
		Path data = this.folder.resolve("postgres");
		String port = Files.readAllLines(data.resolve("postmaster.pid")).get(PORT_LINE);
		return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres",
				Files.readString(data.resolve("chronobook-password")));
	}

	/** Returns the numbers of sessions, entries, readings and finished imports. */
	private List<Integer> counts() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder);
				Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
						database.getPassword());
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("""
						SELECT (SELECT count(*) FROM reading_sessions), (SELECT count(*) FROM user_tbr_list),
						  (SELECT count(*) FROM reading_log), (SELECT count(*) FROM imports WHERE state = 'DONE')""")) {
			row.next();
			return List.of(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4));
		}
	}

}
