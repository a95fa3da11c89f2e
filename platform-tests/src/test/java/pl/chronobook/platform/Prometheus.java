package pl.chronobook.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Prometheus, queried by its API.
 */
record Prometheus(URI address, HttpClient http) {

	private static final JsonMapper JSON = new JsonMapper();

	boolean isReady() {
		try {
			return get("/-/ready").statusCode() == 200;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/**
	 * Returns the present series of an expression.
	 * @throws AssertionError with Prometheus' message if the expression is invalid
	 */
	List<JsonNode> query(String expression) {
		return data("/api/v1/query?query=" + encoded(expression)).path("result").valueStream().toList();
	}

	/** Returns whether the present value of an expression is a number. */
	boolean hasData(String expression) {
		return query(expression).stream().anyMatch(series -> !series.at("/value/1").asString("NaN").equals("NaN"));
	}

	List<JsonNode> exemplars(String expression, long fromSecond, long toSecond) {
		return data(
				"/api/v1/query_exemplars?query=" + encoded(expression) + "&start=" + fromSecond + "&end=" + toSecond)
			.valueStream()
			.toList();
	}

	Set<String> labelValues(String label, String selector) {
		return strings(data("/api/v1/label/" + label + "/values?match[]=" + encoded(selector)));
	}

	Set<String> names() {
		return strings(data("/api/v1/label/__name__/values"));
	}

	Set<String> labels() {
		return strings(data("/api/v1/labels"));
	}

	private static Set<String> strings(JsonNode array) {
		Set<String> strings = new HashSet<>();
		array.forEach(value -> strings.add(value.asString("")));
		return strings;
	}

	private JsonNode data(String path) {
		HttpResponse<String> response = get(path.replace("[]", "%5B%5D"));
		JsonNode answer = JSON.readTree(response.body());
		if (!answer.path("status").asString("").equals("success")) {
			throw new AssertionError(answer.path("error").asString("") + "\n" + path);
		}
		return answer.path("data");
	}

	private HttpResponse<String> get(String path) {
		try {
			return this.http.send(HttpRequest.newBuilder(URI.create(this.address + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
