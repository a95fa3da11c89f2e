package pl.chronobook.transfer;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads through the real server, which is where their limits are.
 */
@TransferTest
class UploadLimitTests {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	private static final String BOUNDARY = "0b8d1c0e";

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	@BeforeEach
	void signIn() throws Exception {
		this.jdbc.sql("DELETE FROM users WHERE demo").update();
		String token = csrf(send(HttpRequest.newBuilder(uri("/"))).body());
		send(HttpRequest.newBuilder(uri("/demo"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("_csrf=" + token)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/import", "/import/at-once" })
	void fileOf51MegabytesIsRefusedWithAPage(String form) throws Exception {
		HttpResponse<String> response = upload(form, 51 * 1024 * 1024);
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(response.body()).contains("Przyjmujemy pliki do 50 MB", "type=\"file\"");
	}

	@Test
	void fileOf49MegabytesIsChecked() throws Exception {
		HttpResponse<String> response = upload("/import", 49 * 1024 * 1024);
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("za długi jak na plik CSV");
	}

	private HttpResponse<String> upload(String form, int size) throws Exception {
		String token = csrf(send(HttpRequest.newBuilder(uri("/import"))).body());
		byte[] head = """
				--%1$s
				Content-Disposition: form-data; name="_csrf"

				%2$s
				--%1$s
				Content-Disposition: form-data; name="file"; filename="historia.csv"
				Content-Type: text/csv

				""".formatted(BOUNDARY, token).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
		byte[] tail = "\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8);
		byte[] body = new byte[head.length + size + tail.length];
		Arrays.fill(body, (byte) 'x');
		System.arraycopy(head, 0, body, 0, head.length);
		System.arraycopy(tail, 0, body, head.length + size, tail.length);
		return send(HttpRequest.newBuilder(uri(form))
			.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
			.POST(BodyPublishers.ofByteArray(body)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.browser.send(request.build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static String csrf(String page) {
		Matcher matcher = CSRF.matcher(page);
		assertThat(matcher.find()).as("a form with a CSRF token").isTrue();
		return matcher.group(1);
	}

}
