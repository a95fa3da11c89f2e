import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts a running application with its demo under load, and tells how much memory its
 * process holds: readers who look at pages, newcomers who import at regular intervals, one
 * who uploads hostile archives. Every answer is counted, by its status and what it was
 * for.
 *
 * <pre>java -cp sqlite-jdbc.jar docker/MemoryLoad.java http://localhost:8080 PID MINUTES IMPORTS</pre>
 */
final class MemoryLoad {

	private static final int READERS = 8;

	/** Books of a Goodreads export. */
	private static final int BOOKS = 5000;

	/** Page events of a KOReader database, and its books. */
	private static final int EVENTS = 100_000;

	private static final int BOOKS_ON_DEVICE = 250;

	private static final int HOSTILE_LINES = 12_000_000;

	private static final String[] PAGES = { "/", "/reading-list", "/sessions", "/statistics", "/statistics?by=day",
			"/catalog/search?q=", "/forecast/accuracy", "/forecast/what-if?minutes=45", "/import", "/account" };

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	private static final Map<String, AtomicInteger> ANSWERS = new ConcurrentSkipListMap<>();

	private static final Map<String, String> REASONS = new ConcurrentSkipListMap<>();

	private final String base;

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NEVER)
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	private MemoryLoad(String base) {
		this.base = base;
	}

	public static void main(String[] arguments) throws Exception {
		String base = arguments[0];
		Path status = Path.of("/proc", arguments[1], "status");
		long duration = TimeUnit.MINUTES.toNanos(Long.parseLong(arguments[2]));
		long end = System.nanoTime() + duration;
		int imports = Integer.parseInt(arguments[3]);
		say("before", status);
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService threads = Executors.newCachedThreadPool()) {
			for (int i = 0; i < READERS; i++) {
				Random random = new Random(i);
				threads.submit(() -> looking(base, random, over));
			}
			threads.submit(() -> importing(base, imports, duration, over));
			threads.submit(() -> attacking(base, over));
			while (System.nanoTime() < end) {
				TimeUnit.SECONDS.sleep(30);
				say("load", status);
			}
			over.set(true);
		}
		say("after", status);
		ANSWERS.forEach((what, count) -> System.out.println(count + "\t" + what));
		REASONS.forEach((what, reason) -> System.out.println(what + ": " + reason));
	}

	private static Void looking(String base, Random random, AtomicBoolean over) throws Exception {
		MemoryLoad reader = visitor(base);
		while (!over.get()) {
			reader.get(PAGES[random.nextInt(PAGES.length)]);
			// As somebody who turns pages fast
			TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(100));
		}
		return null;
	}

	private static Void importing(String base, int imports, long duration, AtomicBoolean over) throws Exception {
		byte[] device = koReader();
		long start = System.nanoTime();
		for (int i = 0; i < imports && !over.get(); i++) {
			while (System.nanoTime() - start < duration / imports * i && !over.get()) {
				TimeUnit.SECONDS.sleep(1);
			}
			boolean table = i % 2 == 0;
			String name = table ? "goodreads.csv" : "statistics.sqlite3";
			MemoryLoad reader = visitor(base);
			String path = reader.upload(name, table ? goodreads(i) : device);
			String token = csrf(reader.get(path));
			reader.send("POST " + "/import/…", reader.request(path)
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString("_csrf=" + encoded(token)))
				.build());
			long begun = System.nanoTime();
			String page = reader.get(path);
			for (int second = 0; second < 300 && page.contains("hx-trigger=\"every") && !over.get(); second++) {
				TimeUnit.SECONDS.sleep(1);
				page = reader.get(path);
			}
			boolean done = page.contains(path + "/undo");
			ANSWERS.computeIfAbsent((done ? "imports done of " : "imports NOT done of ") + name,
					what -> new AtomicInteger())
				.incrementAndGet();
			System.out.printf("import %d, %s: %s after %d s%n", i + 1, name, done ? "stored" : "not stored",
					TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
		}
		return null;
	}

	private static Void attacking(String base, AtomicBoolean over) throws Exception {
		MemoryLoad attacker = visitor(base);
		byte[] bomb = bomb();
		while (!over.get()) {
			attacker.upload("historia.zip", bomb);
			TimeUnit.SECONDS.sleep(5);
		}
		return null;
	}

	/** A visitor who tries the demo. */
	private static MemoryLoad visitor(String base) throws Exception {
		MemoryLoad visitor = new MemoryLoad(base);
		String token = csrf(visitor.get("/login"));
		visitor.send("POST /demo", visitor.request("/demo")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("_csrf=" + encoded(token)))
			.build());
		return visitor;
	}

	/** Returns where the upload leads to; its own page if it is refused. */
	private String upload(String name, byte[] file) throws Exception {
		String token = csrf(get("/import"));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.writeBytes("""
				--limit
				Content-Disposition: form-data; name="_csrf"

				%s
				--limit
				Content-Disposition: form-data; name="file"; filename="%s"

				""".formatted(token, name).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
		body.writeBytes(file);
		body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> answer = send("POST /import " + name, request("/import")
			.header("Content-Type", "multipart/form-data; boundary=limit")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
			.build());
		return (answer != null) ? answer.headers().firstValue("Location").map(this::path).orElse("/import") : "/import";
	}

	private String path(String location) {
		return location.startsWith("http") ? location.substring(this.base.length()) : location;
	}

	private String get(String path) throws Exception {
		HttpResponse<String> answer = send("GET " + path.replaceFirst("[0-9a-f]{8}-[0-9a-f-]{27}", "…"),
				request(path).GET().build());
		return (answer != null) ? answer.body() : "";
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Accept", "text/html")
			.timeout(Duration.ofMinutes(2));
	}

	private HttpResponse<String> send(String what, HttpRequest request) throws InterruptedException {
		String key;
		HttpResponse<String> answer = null;
		try {
			answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			key = answer.statusCode() + " " + what;
			if (answer.statusCode() >= 400) {
				String text = answer.body().replaceAll("(?s)<head>.*?</head>|<[^>]*>", " ").replaceAll("\\s+", " ");
				REASONS.putIfAbsent(key, text.substring(0, Math.min(300, text.length())));
			}
		}
		catch (IOException ex) {
			key = ex.getClass().getSimpleName() + " " + what;
			REASONS.putIfAbsent(key, String.valueOf(ex.getMessage()));
		}
		ANSWERS.computeIfAbsent(key, name -> new AtomicInteger()).incrementAndGet();
		return answer;
	}

	private static String csrf(String page) {
		Matcher token = CSRF.matcher(page);
		return token.find() ? token.group(1) : "";
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static byte[] goodreads(int number) {
		StringBuilder csv = new StringBuilder("Book Id,Title,Author,ISBN,ISBN13,Number of Pages,Date Read,Date Added,"
				+ "Exclusive Shelf,Read Count\n");
		for (int i = 0; i < BOOKS; i++) {
			csv.append("%d,Tom %d serii %d,Autor %d,\"=\"\"\"\"\",\"=\"\"\"\"\",%d,2025/%02d/%02d,2024/%02d/%02d,read,1%n"
				.formatted(i, i, number, i % 97, 150 + i * 37 % 500, 1 + i % 12, 1 + i % 28, 1 + i % 12, 1 + i % 28));
		}
		return csv.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Some years on a device: evenings of 50 pages. */
	private static byte[] koReader() throws IOException, SQLException {
		Path file = Files.createTempFile("statistics", ".sqlite3");
		try {
			try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
					Statement statement = database.createStatement()) {
				database.setAutoCommit(false);
				statement.execute("""
						CREATE TABLE book (id integer PRIMARY KEY autoincrement, title text, authors text, notes integer,
						  last_open integer, highlights integer, pages integer, series text, language text, md5 text,
						  total_read_time integer, total_read_pages integer)""");
				statement.execute("""
						CREATE TABLE page_stat_data (id_book integer, page integer NOT NULL DEFAULT 0,
						  start_time integer NOT NULL DEFAULT 0, duration integer NOT NULL DEFAULT 0,
						  total_pages integer NOT NULL DEFAULT 0, UNIQUE (id_book, page, start_time))""");
				int pages = EVENTS / BOOKS_ON_DEVICE;
				for (int book = 1; book <= BOOKS_ON_DEVICE; book++) {
					statement.execute("""
							INSERT INTO book VALUES (%1$d, 'Tom %1$d z czytnika', 'Autor %2$d', 0, 0, 0, %3$d, 'N/A', 'pl',
							  '%4$032x', %5$d, %3$d)""".formatted(book, book % 97, pages, book, 40 * pages));
				}
				long time = 1_500_000_000;
				try (PreparedStatement event = database
					.prepareStatement("INSERT INTO page_stat_data VALUES (?, ?, ?, 40, ?)")) {
					for (int i = 0; i < EVENTS; i++) {
						event.setInt(1, 1 + i / pages);
						event.setInt(2, 1 + i % pages);
						event.setLong(3, time);
						event.setInt(4, pages);
						event.addBatch();
						time += (i % 50 < 49) ? 41 : 86_400;
					}
					event.executeBatch();
				}
				database.commit();
			}
			return Files.readAllBytes(file);
		}
		finally {
			Files.delete(file);
		}
	}

	/** Five tables of twelve million lines in 240 kB. */
	private static byte[] bomb() throws IOException {
		byte[] lines = ("Title,Author\n" + "a,\n".repeat(HOSTILE_LINES)).getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (int i = 0; i < 5; i++) {
				zip.putNextEntry(new ZipEntry(i + ".csv"));
				zip.write(lines);
			}
		}
		return bytes.toByteArray();
	}

	private static void say(String when, Path status) throws IOException {
		StringBuilder memory = new StringBuilder();
		for (String line : Files.readAllLines(status)) {
			if (line.matches("(VmRSS|VmHWM|RssAnon|RssFile):.*")) {
				String[] parts = line.split("\\s+");
				memory.append(" %s %d MiB".formatted(parts[0], Long.parseLong(parts[1]) / 1024));
			}
		}
		System.out.println(when + memory);
	}

}
