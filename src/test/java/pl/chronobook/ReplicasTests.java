package pl.chronobook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.mock.env.MockEnvironment;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances on one database, behind a proxy that takes turns: what is written through
 * one is on the next page of the other, and one can be replaced while readers are at it.
 */
class ReplicasTests {

	private static final int READERS = 4;

	private static final Pattern ENTRY = Pattern.compile("data-entry=\"([0-9a-f-]{36})\"");

	@Test
	@Timeout(value = 10, unit = TimeUnit.MINUTES)
	void replacingAnInstanceFailsNoRequestAndBothAnswerAlike() throws Exception {
		List<Process> processes = new ArrayList<>();
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start(); Proxy proxy = new Proxy()) {
			// Both at once: one of them migrates, the other waits for that
			int first = ApplicationProcess.freePort();
			processes.add(ApplicationProcess.start(first, postgres.getJdbcUrl("postgres", "postgres")));
			int second = ApplicationProcess.freePort();
			processes.add(ApplicationProcess.start(second, postgres.getJdbcUrl("postgres", "postgres")));
			ApplicationProcess.awaitStart(processes.get(0));
			ApplicationProcess.awaitStart(processes.get(1));
			proxy.instances.addAll(List.of(first, second));

			Browser reader = browser(proxy.port());
			reader.register("czytelnik@example.org", "zielony parasol 42");
			for (int book = 1; book <= 4; book++) {
				// Kept by both instances before the change, on the page of both after it
				for (int look = 0; look < 4; look++) {
					reader.open("/reading-list");
				}
				reader.submit(reader.open("/catalog/books/new"), "/catalog/books/new", "title", "Tom " + book, "author",
						"Prus", "pages", "300", "isbn", "");
				for (int look = 0; look < 4; look++) {
					assertThat(reader.open("/reading-list").text()).contains(">Tom " + book + "<");
				}
			}
			assertThat(proxy.served(first)).isPositive();
			assertThat(proxy.served(second)).isPositive();

			replaceWhileReadersAreAtIt(postgres, proxy, processes, first);
		}
		finally {
			processes.forEach(Process::destroyForcibly);
		}
	}

	private static void replaceWhileReadersAreAtIt(EmbeddedPostgres postgres, Proxy proxy, List<Process> processes,
			int leaving) throws Exception {
		List<Browser> readers = new ArrayList<>();
		List<String> entries = new ArrayList<>();
		for (int i = 0; i < READERS; i++) {
			Browser reader = browser(proxy.port());
			reader.register("czytelnik-%d@example.org".formatted(i), "zielony parasol 42");
			reader.submit(reader.open("/catalog/books/new"), "/catalog/books/new", "title", "Lalka", "author", "Prus",
					"pages", "680", "isbn", "");
			Matcher entry = ENTRY.matcher(reader.open("/reading-list").text());
			assertThat(entry.find()).isTrue();
			readers.add(reader);
			entries.add(entry.group(1));
		}
		AtomicBoolean over = new AtomicBoolean();
		ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
		AtomicInteger moves = new AtomicInteger();
		int next;
		Semaphore rounds = new Semaphore(0);
		try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
			for (int i = 0; i < READERS; i++) {
				Browser reader = readers.get(i);
				String entry = entries.get(i);
				threads.execute(() -> {
					while (!over.get()) {
						try {
							Page page = reader.open("/");
							note(page, 200, failures);
							note(reader.post("/reading-list/" + entry + "/move", page.csrf(), "place", "1"), 302,
									failures);
							moves.incrementAndGet();
						}
						catch (RuntimeException ex) {
							failures.add(ex.toString());
						}
						rounds.release();
					}
				});
			}
			try {
				next = replace(postgres, proxy, processes, leaving, rounds);
			}
			finally {
				over.set(true);
			}
			threads.shutdown();
			assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
			assertThat(failures).isEmpty();
			assertThat(proxy.served(next)).isPositive();
			assertThat(single(postgres,
					"SELECT sum(revision) FROM reading_lists WHERE user_id IN "
							+ "(SELECT user_id FROM users WHERE email LIKE 'czytelnik-%')"))
				.as("Every change that was acknowledged is stored, and once")
				.isEqualTo(moves.get() + READERS);
		}
	}

	/**
	 * Starts another instance and ends the leaving one as a pod is ended: it finishes
	 * what it has begun. Readers take some rounds before that and some after it.
	 * @return the port of the new instance
	 */
	private static int replace(EmbeddedPostgres postgres, Proxy proxy, List<Process> processes, int leaving,
			Semaphore rounds) throws Exception {
		rounds.acquire(READERS * 3);
		int next = ApplicationProcess.freePort();
		Process newcomer = ApplicationProcess.start(next, postgres.getJdbcUrl("postgres", "postgres"));
		processes.add(newcomer);
		ApplicationProcess.awaitStart(newcomer);
		proxy.instances.add(next);
		processes.getFirst().destroy();
		assertThat(processes.getFirst().waitFor(5, TimeUnit.MINUTES)).isTrue();
		proxy.instances.remove(Integer.valueOf(leaving));
		rounds.acquire(rounds.availablePermits() + READERS * 3);
		return next;
	}

	private static void note(Page page, int expected, ConcurrentLinkedQueue<String> failures) {
		if (page.status() != expected) {
			failures.add(page.response().request().uri() + " answered " + page.status());
		}
	}

	private static Browser browser(int port) {
		return new Browser(new MockEnvironment().withProperty("local.server.port", String.valueOf(port)));
	}

	private static long single(EmbeddedPostgres postgres, String query) throws Exception {
		try (Connection connection = postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/**
	 * Passes each connection on to the next instance that accepts it, and lets a
	 * connection serve one request, so that requests take turns too.
	 */
	private static final class Proxy implements AutoCloseable {

		private final List<Integer> instances = new CopyOnWriteArrayList<>();

		private final List<Integer> served = new CopyOnWriteArrayList<>();

		private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

		private final AtomicInteger turn = new AtomicInteger();

		Proxy() throws IOException {
			this.threads.execute(() -> {
				while (!this.socket.isClosed()) {
					try {
						Socket client = this.socket.accept();
						this.threads.execute(() -> serve(client));
					}
					catch (IOException ex) {
						return;
					}
				}
			});
		}

		int port() {
			return this.socket.getLocalPort();
		}

		long served(int instance) {
			return this.served.stream().filter(port -> port == instance).count();
		}

		private void serve(Socket client) {
			try (client; Socket instance = connect()) {
				byte[] head = request(client.getInputStream());
				OutputStream out = instance.getOutputStream();
				out.write(head);
				out.flush();
				this.threads.execute(() -> {
					try {
						client.getInputStream().transferTo(out);
					}
					catch (IOException ex) {
						// The client has its answer
					}
				});
				instance.getInputStream().transferTo(client.getOutputStream());
				this.served.add(instance.getPort());
			}
			catch (IOException ex) {
				// The client sees that the connection has ended
			}
		}

		/** The head of the request, told to be the last of its connection. */
		private static byte[] request(InputStream in) throws IOException {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				int read = in.read();
				if (read < 0) {
					throw new IOException("No request");
				}
				head.append((char) read);
			}
			String text = head.toString()
				.replaceAll("(?i)\r\n(connection|upgrade|http2-settings):[^\r]*", "")
				.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
			return text.getBytes(StandardCharsets.ISO_8859_1);
		}

		/** One that refuses the connection has not seen the request. */
		private Socket connect() throws IOException {
			for (int attempt = 0; attempt < 10; attempt++) {
				int port = this.instances.get(Math.floorMod(this.turn.getAndIncrement(), this.instances.size()));
				Socket instance = new Socket();
				try {
					instance.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
					return instance;
				}
				catch (IOException ex) {
					instance.close();
				}
			}
			throw new IOException("No instance accepts a connection");
		}

		@Override
		public void close() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.threads.shutdownNow();
		}

	}

}
