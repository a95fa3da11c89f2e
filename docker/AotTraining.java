import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Lets the application and the training run once while the images are built, so that the
 * JVM keeps what they load and do in their AOT caches: on a database of their own, with a
 * visitor who tries the demo. Takes both commands as they would be typed, without quotes.
 */
final class AotTraining {

	private static final String BASE = "http://localhost:8080";

	private static final List<String> PAGES = List.of("/", "/reading-list", "/sessions", "/statistics",
			"/catalog/search?q=", "/forecast/accuracy", "/import", "/account");

	/** Enough for what libraries and the JVM generate only after some calls. */
	private static final int VISITS = 30;

	private static final int STOPPED_BY_SIGTERM = 143;

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	public static void main(String[] commands) throws Exception {
		try (EmbeddedPostgres database = EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(Path.of("postgres").toAbsolutePath().toFile())
			.start()) {
			Process web = start(commands[0], database);
			try {
				new AotTraining().visit();
			}
			finally {
				web.destroy();
			}
			check("the application", web.waitFor(), STOPPED_BY_SIGTERM);
			check("the training", start(commands[1], database).waitFor(), 0);
		}
	}

	private static Process start(String command, EmbeddedPostgres database) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command.split(" ")).inheritIO();
		builder.environment().put("SPRING_DATASOURCE_URL", database.getJdbcUrl("postgres", "postgres"));
		builder.environment().put("SPRING_DATASOURCE_USERNAME", "postgres");
		builder.environment().put("SPRING_DATASOURCE_PASSWORD", "postgres");
		builder.environment().put("CHRONOBOOK_DEMO_ENABLED", "true");
		return builder.start();
	}

	private static void check(String what, int status, int expected) {
		if (status != expected) {
			throw new IllegalStateException(what + " ended with status " + status);
		}
	}

	private void visit() throws Exception {
		URI readiness = URI.create("http://localhost:8081/actuator/health/readiness");
		for (int second = 0; !ready(readiness); second++) {
			if (second == 180) {
				throw new IllegalStateException("The application does not become ready.");
			}
			Thread.sleep(1000);
		}
		get("/register");
		Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(get("/login"));
		if (!token.find()) {
			throw new IllegalStateException("The page for signing in has no token.");
		}
		String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
		HttpRequest demo = HttpRequest.newBuilder(URI.create(BASE + "/demo"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build();
		String dashboard = this.client.send(demo, HttpResponse.BodyHandlers.ofString()).body();
		if (!dashboard.contains("id=\"tbr-finish\"")) {
			throw new IllegalStateException("The demo shows no forecast.");
		}
		for (int visit = 0; visit < VISITS; visit++) {
			for (String page : PAGES) {
				get(page);
			}
			ready(readiness);
			this.client.send(HttpRequest.newBuilder(readiness.resolve("/actuator/prometheus")).build(),
					HttpResponse.BodyHandlers.discarding());
		}
	}

	private boolean ready(URI readiness) throws InterruptedException {
		try {
			return this.client.send(HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private String get(String page) throws Exception {
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(URI.create(BASE + page)).build(),
				HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(page + " answers " + response.statusCode());
		}
		return response.body();
	}

}
