package pl.chronobook.platform;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Requests pages and sends forms, with cookies, and returns the status of each answer.
 */
final class StatusClient {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	private final URI address;

	StatusClient(URI address) {
		this.address = address;
	}

	/** The status of a page. */
	int get(String path) {
		return send(request(path)).statusCode();
	}

	/** Sends the form of a page to an address; the status. */
	int post(String page, String path, Map<String, String> fields) {
		Matcher csrf = CSRF.matcher(send(request(page)).body());
		if (!csrf.find()) {
			return 0;
		}
		String form = "_csrf=" + csrf.group(1) + fields.entrySet()
			.stream()
			.map(field -> "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining());
		return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))).statusCode();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.address + path)).timeout(Duration.ofMinutes(2));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
