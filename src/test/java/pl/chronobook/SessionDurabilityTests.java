package pl.chronobook;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.mock.env.MockEnvironment;

import pl.chronobook.identity.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole application, killed while readers log sessions.
 */
class SessionDurabilityTests {

	private static final int ENOUGH = 120;

	private static final Pattern ENTRY = Pattern.compile("data-entry=\"([0-9a-f-]{36})\"");

	@TempDir
	private Path folder;

	@Test
	void acknowledgedSessionsSurviveAKill() throws Exception {
		int port = ApplicationProcess.freePort();
		Process application = ApplicationProcess.start(port, this.folder);
		Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
		try {
			Browser browser = new Browser(
					new MockEnvironment().withProperty("local.server.port", String.valueOf(port)));
			ApplicationProcess.awaitStart(application);
			browser.register("czytelnik@example.org", "zielony parasol 42");
			browser.submit(browser.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author", "Prus",
					"pages", "680", "isbn", "");
			Matcher entry = ENTRY.matcher(browser.open("/reading-list").text());
			assertThat(entry.find()).isTrue();
			String csrf = browser.open("/sessions/new").csrf();
			CountDownLatch enough = new CountDownLatch(ENOUGH);
			AtomicInteger next = new AtomicInteger();
			try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
				for (int i = 0; i < 4; i++) {
					threads.execute(() -> {
						// Until the kill, so that it always interrupts writes
						while (application.isAlive()) {
							UUID id = UUID.randomUUID();
							if (log(browser, csrf, entry.group(1), id, next.getAndIncrement())) {
								acknowledged.add(id);
								enough.countDown();
							}
						}
					});
				}
				try {
					assertThat(enough.await(5, TimeUnit.MINUTES)).as("%s writes acknowledged", acknowledged.size())
						.isTrue();
				}
				finally {
					application.toHandle().destroyForcibly();
					application.waitFor();
				}
			}
		}
		finally {
			application.destroyForcibly();
		}
		assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
		assertThat(stored()).containsAll(acknowledged);
	}

	/** Returns whether the application acknowledged the session. */
	private static boolean log(Browser browser, String csrf, String entry, UUID id, int write) {
		try {
			return browser.post("/sessions", csrf, "id", id.toString(), "entry", entry, "day",
					"20%02d-%02d-01".formatted(write / 12 % 25, write % 12 + 1), "start",
					"%02d:%02d".formatted(write / 60 % 24, write % 60), "minutes", "1", "pages", "1", "insist", "true")
				.status() == 302;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private Set<UUID> stored() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.folder);
				Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
						database.getPassword());
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT session_id FROM reading_sessions")) {
			Set<UUID> stored = new HashSet<>();
			while (rows.next()) {
				stored.add(rows.getObject(1, UUID.class));
			}
			return stored;
		}
	}

}
