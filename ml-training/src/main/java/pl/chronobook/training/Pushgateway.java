package pl.chronobook.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the metrics of a finished run to a Prometheus Pushgateway. A failed push is
 * logged and does not fail the run. ADR 34 says why Spring Boot does not push them.
 */
final class Pushgateway {

	private static final Logger log = LoggerFactory.getLogger(Pushgateway.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int REDIRECT = 300;

	private Pushgateway() {
	}

	static void push(URI gateway, Partition partition, PrometheusMeterRegistry meters) {
		URI address = gateway.resolve("/metrics/job/chronobook-training/partition/" + partition.index());
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address)
				.timeout(PATIENCE)
				.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
				.PUT(HttpRequest.BodyPublishers.ofString(meters.scrape()))
				.build(), HttpResponse.BodyHandlers.ofString());
			if (answer.statusCode() >= REDIRECT) {
				log.warn("The Pushgateway refused the metrics: {} {}", answer.statusCode(), answer.body());
			}
		}
		catch (IOException ex) {
			log.warn("The metrics were not sent: {}", String.valueOf(ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
