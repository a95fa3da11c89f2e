package pl.chronobook.profiling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends profiles to Pyroscope. A profile that it does not accept is dropped, because the
 * next one follows soon.
 */
class PyroscopeClient implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(PyroscopeClient.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final URI address;

	private final String service;

	private final String instance;

	private boolean failing;

	/**
	 * Creates a client.
	 * @param endpoint the address of Pyroscope
	 * @param service the name by which it knows this application; that of its traces
	 * @param instance the name of this process among several
	 */
	PyroscopeClient(URI endpoint, String service, String instance) {
		this.address = URI.create(endpoint.toString().replaceAll("/+$", "") + "/push.v1.PusherService/Push");
		this.service = service;
		this.instance = instance;
	}

	void push(Map<Sample.Kind, List<Sample>> samples, Instant from, Duration length) {
		if (samples.isEmpty()) {
			return;
		}
		List<Map<String, Object>> series = new ArrayList<>();
		samples.forEach((kind,
				found) -> series.add(Map.of("labels",
						List.of(label("__name__", kind.profile()), label("service_name", this.service),
								label("instance", this.instance)),
						"samples", List.of(Map.of("rawProfile",
								Base64.getEncoder().encodeToString(Pprof.encode(kind, found, from, length)))))));
		HttpRequest request = HttpRequest.newBuilder(this.address)
			.timeout(PATIENCE)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("series", series))))
			.build();
		try {
			int status = this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			if (status == 200) {
				this.failing = false;
			}
			else {
				failed("it answers " + status);
			}
		}
		catch (IOException ex) {
			failed(ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Logs only the first of consecutive failures. */
	private void failed(String reason) {
		if (!this.failing) {
			this.failing = true;
			log.warn("Profiles do not get to {}: {}", this.address, reason);
		}
	}

	private static Map<String, String> label(String name, String value) {
		return Map.of("name", name, "value", value);
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
