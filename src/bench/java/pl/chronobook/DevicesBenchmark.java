package pl.chronobook;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Devices of many readers send a progress report every 25 seconds each, as KOReader does
 * at most; then the twenty devices of one further reader report as fast as they can
 * beside them. As in KOReader each request has a connection of its own. A request is due
 * at a fixed time and measured from then on, so that a slow answer does not postpone the
 * next one.
 */
public final class DevicesBenchmark {

	private static final int DEVICES = Integer.getInteger("devices", 1_000);

	private static final Duration EVERY = Duration.ofSeconds(Integer.getInteger("every", 25));

	private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 100));

	private static final Duration QUIET = Duration.ofSeconds(Integer.getInteger("quiet", 150));

	private static final Duration FLOOD = Duration.ofSeconds(Integer.getInteger("flood", 75));

	/** The devices that flood, as many as a reader may have. */
	private static final int FLOODING = 20;

	/** The time for which KOReader waits for an answer, in milliseconds. */
	private static final int TIMEOUT = 5_000;

	private final int port;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	/** The number of steps that each device has reported. */
	private final int[] steps = new int[DEVICES + FLOODING];

	private DevicesBenchmark(int port) {
		this.port = port;
	}

	public static void main(String... arguments) throws Exception {
		PrintStream out = System.out;
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
			int port = freePort();
			Path log = Files.createTempFile("devices-benchmark-", ".log");
			out.println("Log: " + log);
			Process application = start(postgres, port, log);
			try {
				new DevicesBenchmark(port).run(postgres, out);
			}
			finally {
				application.destroy();
				application.waitFor();
			}
		}
	}

	private void run(EmbeddedPostgres postgres, PrintStream out) throws Exception {
		await();
		fill(postgres);
		warmUp();
		out.println("events not processed after the warm-up: " + unprocessed(postgres));
		out.printf("%d devices, a step each %d s%n", DEVICES, EVERY.toSeconds());
		out.printf("%-28s %8s %8s %9s %9s %9s %9s %6s%n", "", "answers", "not 200", "median", "95 %", "99 %", "longest",
				"load");
		print(out, "alone", report(QUIET));
		AtomicBoolean over = new AtomicBoolean();
		Queue<Answer> flood = new ConcurrentLinkedQueue<>();
		for (int device = DEVICES; device < DEVICES + FLOODING; device++) {
			int flooding = device;
			this.threads.execute(() -> {
				while (!over.get()) {
					flood.add(step(flooding, System.nanoTime()));
				}
			});
		}
		List<Answer> beside = report(FLOOD);
		over.set(true);
		this.threads.close();
		long admitted = flood.stream().filter(Answer::isOk).mapToLong(Answer::at).max().orElse(0);
		print(out, "beside a flood", beside);
		print(out, "  while it is admitted", beside.stream().filter(answer -> answer.due() <= admitted).toList());
		print(out, "the flood itself", List.copyOf(flood));
		print(out, "  admitted", flood.stream().filter(Answer::isOk).toList());
		out.printf("admitted for %.1f s%n", (admitted - flood.stream().mapToLong(Answer::due).min().orElse(0)) / 1e9);
		out.println("events not processed 10 s later: " + unprocessed(postgres));
	}

	/** Lets four devices at a time report, each when the one before has its answer. */
	private void warmUp() throws InterruptedException {
		long until = System.nanoTime() + WARM_UP.toNanos();
		AtomicInteger next = new AtomicInteger();
		List<Thread> clients = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			clients.add(Thread.startVirtualThread(() -> {
				while (System.nanoTime() < until) {
					step(next.getAndIncrement() % DEVICES, System.nanoTime());
				}
			}));
		}
		for (Thread client : clients) {
			client.join();
		}
	}

	/** Lets each device report once in every round, evenly distributed over it. */
	private List<Answer> report(Duration time) throws InterruptedException {
		Queue<Answer> answers = new ConcurrentLinkedQueue<>();
		long begun = System.nanoTime();
		long count = time.toNanos() * DEVICES / EVERY.toNanos();
		for (long i = 0; i < count; i++) {
			int device = (int) (i % DEVICES);
			long due = begun + i * EVERY.toNanos() / DEVICES;
			LockSupport.parkNanos(due - System.nanoTime());
			this.threads.execute(() -> answers.add(step(device, due)));
		}
		for (int wait = 0; wait < 2 * TIMEOUT && answers.size() < count; wait += 10) {
			TimeUnit.MILLISECONDS.sleep(10);
		}
		return List.copyOf(answers);
	}

	private Answer step(int device, long due) {
		double percentage = 0.01 + 0.0005 * ++this.steps[device] % 0.9;
		String body = "{\"document\":\"%s\",\"progress\":\"/body/DocFragment[%d]\",\"percentage\":%s,\"device\":\"Kobo_nova\",\"device_id\":\"%d\"}"
			.formatted(md5("document " + device), this.steps[device], percentage, device);
		String request = """
				PUT /sync/koreader/syncs/progress HTTP/1.1\r
				host: 127.0.0.1:%d\r
				x-auth-user: device-%d\r
				x-auth-key: %s\r
				accept: application/vnd.koreader.v1+json\r
				content-type: application/json\r
				content-length: %d\r
				connection: close, TE\r
				te: trailers\r
				\r
				%s""".formatted(this.port, device, md5("secret " + device), body.length(), body);
		int status = 0;
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(TIMEOUT);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), TIMEOUT);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			status = Integer.parseInt(answer.substring(9, 12));
		}
		catch (IOException | IndexOutOfBoundsException ex) {
			// Counted as a request without an answer
		}
		return new Answer(due, System.nanoTime(), status);
	}

	private static void print(PrintStream out, String name, List<Answer> answers) {
		long[] taken = answers.stream().mapToLong(answer -> answer.at() - answer.due()).sorted().toArray();
		out.printf("%-28s %8d %8d %6.1f ms %6.1f ms %6.1f ms %6.1f ms %6.1f%n", name, taken.length,
				answers.stream().filter(answer -> !answer.isOk()).count(), quantile(taken, 0.5), quantile(taken, 0.95),
				quantile(taken, 0.99), quantile(taken, 1),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

	/** Returns a quantile of times, in milliseconds. */
	private static double quantile(long[] sorted, double share) {
		return (sorted.length > 0) ? sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6
				: Double.NaN;
	}

	/**
	 * Readers with 60 sessions of 20 books, who read a book of 400 pages on a device; the
	 * last one has twenty devices and a book on each.
	 */
	private static void fill(EmbeddedPostgres postgres) throws Exception {
		try (Connection connection = postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement
				.execute("CREATE TEMP TABLE owners AS SELECT n, least(n, %d) AS reader FROM generate_series(0, %d) n"
					.formatted(DEVICES, DEVICES + FLOODING - 1));
			statement.execute("""
					INSERT INTO users (email, hashed_password)
					SELECT 'reader-' || reader || '@example.org', '{noop}' || uuidv7()
					FROM (SELECT DISTINCT reader FROM owners) AS readers""");
			statement.execute("INSERT INTO reading_lists (user_id) SELECT user_id FROM users ON CONFLICT DO NOTHING");
			statement.execute("""
					INSERT INTO books (title, author, page_count)
					SELECT 'Tom ' || n, 'Autor ' || n % 7, 400 FROM generate_series(1, 40) AS n""");
			statement.execute("""
					INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
					SELECT user_id, book_id, page_count, n, CASE WHEN n > 20 THEN 'FINISHED' ELSE 'READING' END
					FROM users CROSS JOIN books CROSS JOIN LATERAL (SELECT split_part(title, ' ', 2)::integer AS n)
					WHERE n > 20 OR n <= (SELECT count(*) FROM owners
					    WHERE 'reader-' || reader || '@example.org' = email)""");
			statement.execute("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					SELECT tbr_id, user_id, begin, begin + interval '40 minutes', 20 + n * 31 % 20
					FROM generate_series(0, 59) AS n
					CROSS JOIN LATERAL (SELECT now() - (60 - n) * interval '26 hours' AS begin)
					JOIN user_tbr_list ON position = 21 + n / 3""");
			statement.execute("""
					INSERT INTO devices (device_id, user_id, name, login, secret_hash, created_at)
					SELECT uuidv7(), user_id, 'Kobo', 'device-' || n, sha256(md5('secret ' || n)::bytea), now()
					FROM owners JOIN users ON email = 'reader-' || reader || '@example.org'""");
			statement.execute("""
					INSERT INTO device_documents (user_id, document, tbr_id, progress, percentage, device, reported_at)
					SELECT user_id, md5('document ' || n), tbr_id, '"/body"', 0.01, 'Kobo_nova', now()
					FROM owners JOIN users ON email = 'reader-' || reader || '@example.org'
					JOIN user_tbr_list USING (user_id) WHERE position = 1 + n - reader""");
			statement.execute("VACUUM (ANALYZE)");
		}
	}

	private static long unprocessed(EmbeddedPostgres postgres) throws Exception {
		TimeUnit.SECONDS.sleep(10);
		try (Connection connection = postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("SELECT count(*) FROM event_publication WHERE completion_date IS NULL")) {
			row.next();
			return row.getLong(1);
		}
	}

	private static Process start(EmbeddedPostgres postgres, int port, Path log) throws IOException {
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(element -> !element.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"--enable-native-access=ALL-UNNAMED", "-cp", classPath, ChronoBookApplication.class.getName(),
						"--server.port=" + port, "--management.server.port=0", "--logging.level.root=warn",
						"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
						"--spring.datasource.username=postgres", "--spring.datasource.password=postgres"));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private void await() throws InterruptedException {
		for (int attempt = 0; attempt < 600; attempt++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return;
			}
			catch (IOException ex) {
				TimeUnit.MILLISECONDS.sleep(500);
			}
		}
		throw new IllegalStateException("Nothing answers on port " + this.port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String md5(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The answer to one request.
	 *
	 * @param due the time at which it was to be sent, in nanoseconds
	 * @param at the time at which the answer was complete, in nanoseconds
	 * @param status of HTTP; 0 without an answer
	 */
	private record Answer(long due, long at, int status) {

		boolean isOk() {
			return this.status == 200;
		}

	}

}
