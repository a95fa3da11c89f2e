package pl.chronobook.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.env.Environment;

/**
 * A browser as the server sees it: it keeps cookies, sends the forms it was given, and
 * comes from an address. Redirects are for the test to follow.
 */
public final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String base;

	private final String address;

	public Browser(Environment environment) {
		this(environment, "198.%d.%d.%d".formatted(random(), random(), random()));
	}

	public Browser(Environment environment, String address) {
		this.base = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
		this.address = address;
	}

	private static int random() {
		return ThreadLocalRandom.current().nextInt(1, 255);
	}

	public Page open(String path, String... headers) {
		return send(request(path, headers).GET().build());
	}

	/**
	 * Fills in and sends the form of a page.
	 */
	public Page submit(Page page, String action, String... fields) {
		return post(action, page.csrf(), fields);
	}

	/**
	 * Sends a form with any token.
	 */
	public Page post(String action, String csrf, String... fields) {
		return post(action, csrf, List.of(), fields);
	}

	public Page post(String action, String csrf, List<String> headers, String... fields) {
		List<String> pairs = new ArrayList<>(List.of("_csrf=" + csrf));
		for (int i = 0; i < fields.length; i += 2) {
			pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return send(request(action, headers.toArray(String[]::new))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
			.build());
	}

	/**
	 * Sends any request.
	 */
	public Page send(String path, UnaryOperator<HttpRequest.Builder> request) {
		return send(request.apply(request(path)).build());
	}

	public Page register(String email, String password) {
		return submit(open("/register"), "/register", "email", email, "password", password);
	}

	public Page logIn(String email, String password) {
		return submit(open("/login"), "/login", "email", email, "password", password);
	}

	public boolean signedIn() {
		return open("/account").status() == 200;
	}

	public Optional<HttpCookie> cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.findFirst();
	}

	/**
	 * Closes the browser: cookies without an age are gone.
	 */
	public void restart() {
		List<HttpCookie> gone = this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getMaxAge() < 0)
			.toList();
		gone.forEach((cookie) -> this.cookies.getCookieStore().remove(URI.create(this.base), cookie));
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Accept", "text/html")
			.header("X-Forwarded-For", this.address);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return request;
	}

	private Page send(HttpRequest request) {
		try {
			return new Page(this.client.send(request, HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The answer to a request.
	 *
	 * @param response the answer
	 */
	public record Page(HttpResponse<String> response) {

		public int status() {
			return this.response.statusCode();
		}

		public String text() {
			return this.response.body();
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		public List<String> headers(String name) {
			return this.response.headers().allValues(name);
		}

		/**
		 * Returns the target of a redirect without the host.
		 */
		public String location() {
			String location = header("Location");
			return location.isEmpty() ? "" : location.replaceFirst("^https?://[^/]+", "");
		}

		public String csrf() {
			Matcher token = CSRF.matcher(text());
			if (!token.find()) {
				throw new IllegalStateException("No form on this page: " + status());
			}
			return token.group(1);
		}

	}

}
