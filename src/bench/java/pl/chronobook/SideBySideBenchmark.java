package pl.chronobook;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Our pages beside the list of owners of Spring PetClinic, in one run: the same JDK, the
 * same PostgreSQL, the same clients, turn by turn, so that whatever else the machine does
 * hits both. PetClinic takes part if its executable jar is given:
 * {@code -Dpetclinic.jar=FILE}. Eight readers with a sign-in each ask for one page after
 * the other; each has 17 books and 300 sessions. Further instances of ChronoBook with
 * options of their own, on the same database, take part if they are given:
 * {@code -Dvariants="NAME: OPTIONS; NAME: OPTIONS"}.
 */
public final class SideBySideBenchmark {

	private static final int CLIENTS = Integer.getInteger("clients", 8);

	private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 20));

	private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("turn", 8));

	private static final int TURNS = Integer.getInteger("turns", 5);

	private static final String PASSWORD = "zielony parasol 42";

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final AtomicInteger ADDRESS = new AtomicInteger();

	private SideBySideBenchmark() {
	}

	public static void main(String... arguments) throws Exception {
		PrintStream out = System.out;
		String petclinicJar = System.getProperty("petclinic.jar", "");
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
			sql(postgres, "CREATE DATABASE chronobook");
			sql(postgres, "CREATE DATABASE petclinic");
			int port = freePort();
			Path work = Files.createTempDirectory("bench");
			List<Process> processes = new ArrayList<>();
			try {
				String url = postgres.getJdbcUrl("postgres", "chronobook");
				processes.add(chronobook(work, "chronobook", "", port, url));
				await(port, "/login");
				List<HttpClient> readers = new ArrayList<>();
				for (int i = 0; i < CLIENTS; i++) {
					readers.add(register("http://127.0.0.1:" + port, "reader-" + i + "@example.org"));
				}
				fill(postgres);
				Map<String, Side> sides = new LinkedHashMap<>();
				sides.putAll(pages("", port, readers));
				for (Map.Entry<String, String> variant : variants().entrySet()) {
					int other = freePort();
					processes.add(chronobook(work, variant.getKey(), variant.getValue(), other, url));
					await(other, "/login");
					sides.putAll(pages(", " + variant.getKey(), other, readers));
				}
				if (petclinicJar.isBlank()) {
					out.println("PetClinic is skipped: give its jar with -Dpetclinic.jar=FILE");
				}
				else {
					int petclinic = freePort();
					processes.add(java(work, "petclinic", System.getProperty("petclinic.options", ""),
							List.of("-jar", petclinicJar, "--server.port=" + petclinic,
									"--spring.profiles.active=postgres", "--logging.level.root=warn",
									"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "petclinic"),
									"--spring.datasource.username=postgres", "--spring.datasource.password=postgres")));
					await(petclinic, "/");
					List<HttpClient> clients = new ArrayList<>();
					for (int i = 0; i < CLIENTS; i++) {
						clients.add(client());
					}
					sides.put("PetClinic /owners",
							new Side("http://127.0.0.1:" + petclinic + "/owners?lastName=", false, clients));
				}
				compare(sides, out);
			}
			finally {
				processes.forEach(Process::destroy);
				for (Process process : processes) {
					process.waitFor();
				}
			}
		}
	}

	private static void compare(Map<String, Side> sides, PrintStream out) throws Exception {
		for (Side side : sides.values()) {
			side.ask(WARM_UP);
			side.latencies.clear();
			side.seconds = 0;
		}
		for (int turn = 0; turn < TURNS; turn++) {
			for (Side side : sides.values()) {
				side.ask(TURN);
			}
		}
		Side petclinic = sides.get("PetClinic /owners");
		out.printf("%d clients, %d turns of %d s each%n", CLIENTS, TURNS, TURN.toSeconds());
		out.printf("%-48s %10s %8s %8s %8s %8s %s%n", "page", "requests/s", "median", "95 %", "99 %", "bytes",
				(petclinic != null) ? "of PetClinic's requests/s" : "");
		sides.forEach((name, side) -> out.printf("%-48s %10.0f %6.1f ms %5.1f ms %5.1f ms %8d %s%n", name, side.rate(),
				side.quantile(0.5), side.quantile(0.95), side.quantile(0.99), side.bytes,
				(petclinic != null) ? "%.2f".formatted(side.rate() / petclinic.rate()) : ""));
	}

	private static void fill(EmbeddedPostgres postgres) throws Exception {
		try (Connection connection = postgres.getDatabase("postgres", "chronobook").getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("INSERT INTO reading_lists (user_id) SELECT user_id FROM users ON CONFLICT DO NOTHING");
			statement.execute("""
					INSERT INTO books (title, author, page_count)
					SELECT 'Tom ' || n, 'Autor ' || n % 7, 150 + n * 37 % 500 FROM generate_series(1, 27) AS n""");
			statement.execute(
					"""
							INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
							SELECT user_id, book_id, page_count, n, CASE WHEN n > 17 THEN 'FINISHED' WHEN n < 3 THEN 'READING' ELSE 'TBR' END
							FROM users CROSS JOIN books CROSS JOIN LATERAL (SELECT split_part(title, ' ', 2)::integer AS n)""");
			statement.execute("""
					INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
					SELECT tbr_id, user_id, begin, begin + interval '40 minutes', 20 + n * 31 % 20
					FROM generate_series(0, 299) AS n
					CROSS JOIN LATERAL (SELECT now() - (300 - n) * interval '26 hours' AS begin)
					JOIN user_tbr_list ON position = 18 + n / 30""");
			statement.execute("VACUUM (ANALYZE)");
		}
	}

	private static HttpClient register(String base, String email) throws Exception {
		HttpClient client = client();
		String address = "198.51.100." + ADDRESS.incrementAndGet();
		Matcher csrf = CSRF.matcher(client
			.send(HttpRequest.newBuilder(URI.create(base + "/register")).build(), HttpResponse.BodyHandlers.ofString())
			.body());
		if (!csrf.find()) {
			throw new IllegalStateException("No form on /register");
		}
		String form = "_csrf=%s&email=%s&password=%s".formatted(csrf.group(1),
				URLEncoder.encode(email, StandardCharsets.UTF_8), URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8));
		int status = client
			.send(HttpRequest.newBuilder(URI.create(base + "/register"))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.header("X-Forwarded-For", address)
				.POST(HttpRequest.BodyPublishers.ofString(form))
				.build(), HttpResponse.BodyHandlers.discarding())
			.statusCode();
		if (status != 302) {
			throw new IllegalStateException("/register answered " + status);
		}
		return client;
	}

	private static HttpClient client() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager()).build();
	}

	private static Map<String, Side> pages(String suffix, int port, List<HttpClient> readers) {
		String base = "http://127.0.0.1:" + port;
		Map<String, Side> sides = new LinkedHashMap<>();
		for (String path : List.of("/", "/reading-list")) {
			sides.put(path + suffix, new Side(base + path, false, readers));
			sides.put(path + " rendered anew" + suffix, new Side(base + path + "?n=", true, readers));
		}
		return sides;
	}

	/** The options of each further instance by its name. */
	private static Map<String, String> variants() {
		Map<String, String> variants = new LinkedHashMap<>();
		for (String variant : System.getProperty("variants", "").split(";")) {
			String[] nameAndOptions = variant.split(":", 2);
			if (nameAndOptions.length == 2) {
				variants.put(nameAndOptions[0].strip(), nameAndOptions[1].strip());
			}
		}
		return variants;
	}

	private static Process chronobook(Path work, String name, String options, int port, String url) throws IOException {
		return java(work, name, (System.getProperty("chronobook.options", "") + " " + options).strip(),
				List.of("-cp", classPath(), ChronoBookApplication.class.getName(), "--server.port=" + port,
						"--management.server.port=0", "--logging.level.root=warn", "--spring.datasource.url=" + url,
						"--spring.datasource.username=postgres", "--spring.datasource.password=postgres"));
	}

	private static Process java(Path work, String name, String options, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"--enable-native-access=ALL-UNNAMED"));
		if (!options.isBlank()) {
			command.addAll(List.of(options.split(" +")));
		}
		command.addAll(arguments);
		File log = work.resolve(name + ".log").toFile();
		System.out.println("Log: " + log);
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
	}

	private static void await(int port, String path) throws Exception {
		HttpClient client = client();
		for (int attempt = 0; attempt < 600; attempt++) {
			try {
				client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
						HttpResponse.BodyHandlers.discarding());
				return;
			}
			catch (IOException ex) {
				Thread.sleep(500);
			}
		}
		throw new IllegalStateException("Nothing answers on port " + port);
	}

	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(element -> !element.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static void sql(EmbeddedPostgres postgres, String statement) throws Exception {
		try (Connection connection = postgres.getPostgresDatabase().getConnection();
				Statement executed = connection.createStatement()) {
			executed.execute(statement);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/**
	 * A page and what was measured of it.
	 */
	private static final class Side {

		private final String address;

		private final boolean numbered;

		private final List<HttpClient> clients;

		private final List<long[]> latencies = new ArrayList<>();

		private final AtomicInteger number = new AtomicInteger();

		private double seconds;

		private volatile int bytes;

		Side(String address, boolean numbered, List<HttpClient> clients) {
			this.address = address;
			this.numbered = numbered;
			this.clients = clients;
		}

		void ask(Duration time) throws Exception {
			long begun = System.nanoTime();
			try (ExecutorService threads = Executors.newFixedThreadPool(this.clients.size())) {
				List<Future<long[]>> asked = new ArrayList<>();
				for (HttpClient client : this.clients) {
					asked.add(threads.submit(() -> ask(client, begun + time.toNanos())));
				}
				for (Future<long[]> one : asked) {
					this.latencies.add(one.get());
				}
			}
			this.seconds += (System.nanoTime() - begun) / 1e9;
		}

		private long[] ask(HttpClient client, long until) throws Exception {
			long[] taken = new long[1024];
			int count = 0;
			while (System.nanoTime() < until) {
				String page = this.numbered ? this.address + this.number.incrementAndGet() : this.address;
				long begun = System.nanoTime();
				HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create(page)).build(),
						HttpResponse.BodyHandlers.ofByteArray());
				if (count == taken.length) {
					taken = Arrays.copyOf(taken, 2 * count);
				}
				taken[count++] = System.nanoTime() - begun;
				if (answer.statusCode() != 200) {
					throw new IllegalStateException(page + " answered " + answer.statusCode());
				}
				this.bytes = answer.body().length;
			}
			return Arrays.copyOf(taken, count);
		}

		double rate() {
			return this.latencies.stream().mapToInt(some -> some.length).sum() / this.seconds;
		}

		/** Returns a quantile of the latencies, in milliseconds. */
		double quantile(double share) {
			long[] all = this.latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
			return all[(int) Math.min(all.length - 1, share * all.length)] / 1e6;
		}

	}

}
