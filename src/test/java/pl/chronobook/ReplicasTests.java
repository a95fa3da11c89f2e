package pl.chronobook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * Two instances on one database, behind a round-robin proxy: a change made through one is
 * on the next page of the other, and one can be replaced while readers send requests.
 */
class ReplicasTests {

	private static final int READERS = 4;

	private static final Pattern ENTRY = Pattern.compile("data-entry=\"([0-9a-f-]{36})\"");

	@Test
	@Timeout(value = 30, unit = TimeUnit.MINUTES)
	void replacingAnInstanceFailsNoRequestAndBothAnswerAlike() throws Exception {
		List<Process> processes = new ArrayList<>();
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).start();
				Proxy proxy = new Proxy()) {
			// Both start at once: one of them migrates, and the other waits for it
			int first = ApplicationProcess.freePort();
			processes.add(ApplicationProcess.start(first, postgres.getJdbcUrl("postgres", "postgres")));
			int second = ApplicationProcess.freePort();
			processes.add(ApplicationProcess.start(second, postgres.getJdbcUrl("postgres", "postgres")));
			ApplicationProcess.awaitStart(processes.get(0));
			ApplicationProcess.awaitStart(processes.get(1));
			proxy.add(first);
			proxy.add(second);

			Browser reader = browser(proxy.port());
			reader.register("czytelnik@example.org", "zielony parasol 42");
			for (int book = 1; book <= 4; book++) {
				// Both instances cache the page before the change, and show it afterwards
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

			replaceDuringRequests(postgres, proxy, processes, first);
		}
		finally {
			processes.forEach(Process::destroyForcibly);
		}
	}

	private static void replaceDuringRequests(EmbeddedPostgres postgres, Proxy proxy, List<Process> processes,
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
		// Before readers send requests, which would slow down its start
		int next = ApplicationProcess.freePort();
		processes.add(ApplicationProcess.start(next, postgres.getJdbcUrl("postgres", "postgres")));
		ApplicationProcess.awaitStart(processes.getLast());
		AtomicBoolean over = new AtomicBoolean();
		ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
		AtomicInteger moves = new AtomicInteger();
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
				replace(proxy, leaving, next, processes.getFirst(), rounds);
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
	 * Adds one instance and ends another as a pod is ended: first it gets no more
	 * requests and answers those that it has, then it receives SIGTERM. Readers make some
	 * rounds before that and some after it.
	 */
	private static void replace(Proxy proxy, int leaving, int next, Process process, Semaphore rounds)
			throws Exception {
		rounds.acquire(READERS * 3);
		proxy.add(next);
		proxy.drain(leaving);
		process.destroy();
		assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
		rounds.acquire(rounds.availablePermits() + READERS * 3);
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
	 * Passes each connection on to the next instance, and lets a connection serve one
	 * request, so that requests take turns too.
	 */
	private static final class Proxy implements AutoCloseable {

		/** The ports of the instances; the first is the next in turn. */
		private final Deque<Integer> instances = new ArrayDeque<>();

		/** The ports of the instances with open requests, once for each request. */
		private final List<Integer> busy = new ArrayList<>();

		private final List<Integer> served = new CopyOnWriteArrayList<>();

		private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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

		synchronized void add(int instance) {
			this.instances.add(instance);
		}

		/** Sends an instance no more requests, and waits until it has answered all. */
		synchronized void drain(int instance) throws InterruptedException {
			this.instances.remove(instance);
			while (this.busy.contains(instance)) {
				wait();
			}
		}

		private synchronized int take() {
			int instance = this.instances.remove();
			this.instances.add(instance);
			this.busy.add(instance);
			return instance;
		}

		private synchronized void release(int instance) {
			this.busy.remove(Integer.valueOf(instance));
			notifyAll();
		}

		long served(int instance) {
			return this.served.stream().filter(port -> port == instance).count();
		}

		private void serve(Socket client) {
			int port = take();
			try (client; Socket instance = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
				this.served.add(port);
			}
			catch (IOException ex) {
				// The client sees that the connection has ended
			}
			finally {
				release(port);
			}
		}

		/** Reads the head of the request and asks to close the connection after it. */
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
