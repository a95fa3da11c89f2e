package pl.chronobook.platform;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simple browser that keeps cookies and follows redirects.
 */
final class Visitor implements AutoCloseable {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private final URI site;

	Visitor(URI site) {
		this.site = site;
	}

	/** A page, whatever its status. */
	String open(String path) {
		return send(request(path).GET());
	}

	/** Fills in the form of {@code /register} or {@code /login}. */
	String signIn(String form, String email, String password) {
		Matcher token = CSRF.matcher(open(form));
		if (!token.find()) {
			throw new AssertionError("no form on " + form);
		}
		return send(request(form).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(
					"_csrf=%s&email=%s&password=%s".formatted(token.group(1), encoded(email), encoded(password)))));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.site.resolve(path)).header("Accept", "text/html");
	}

	private String send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
