package pl.chronobook.profiling;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Profiles this test with the JVM's own recorder, and takes what is sent in place of
 * Pyroscope.
 */
class ProfilerTests {

	private static final AttributeKey<String> PROFILE = AttributeKey.stringKey("pyroscope.profile.id");

	private final CountDownLatch found = new CountDownLatch(1);

	private final Set<String> spans = ConcurrentHashMap.newKeySet();

	private final AtomicReference<JsonNode> labels = new AtomicReference<>();

	private HttpServer server;

	private SdkTracerProvider traces;

	private volatile int status = 200;

	@BeforeEach
	void pyroscope() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/push.v1.PusherService/Push", exchange -> {
			JsonNode push = JsonMapper.shared().readTree(exchange.getRequestBody());
			exchange.sendResponseHeaders(this.status, -1);
			exchange.close();
			for (JsonNode series : push.path("series")) {
				String profile = new String(Base64.getDecoder().decode(series.at("/samples/0/rawProfile").asString("")),
						ISO_8859_1);
				if (profile.contains("ProfilerTests.work") && this.spans.stream().anyMatch(profile::contains)
						&& series.path("labels").toString().contains("process_cpu")) {
					this.labels.set(series.path("labels"));
					this.found.countDown();
				}
			}
		});
		this.server.start();
		this.traces = SdkTracerProvider.builder().addSpanProcessor(new RequestSpans()).build();
	}

	@AfterEach
	void stop() {
		this.traces.close();
		this.server.stop(0);
	}

	@Test
	void samplesOfARequestOnAVirtualThreadAreFoundByItsSpan() throws InterruptedException {
		try (PyroscopeClient client = client()) {
			Profiler profiler = new Profiler(client, Duration.ofSeconds(1), Clock.systemUTC());
			profiler.start();
			Tracer tracer = this.traces.get("test");
			Thread request = Thread.ofVirtual().start(() -> {
				while (this.found.getCount() > 0) {
					Span working = tracer.spanBuilder("GET /").startSpan();
					this.spans.add(working.getSpanContext().getSpanId());
					work(Duration.ofMillis(200));
					working.end();
				}
			});
			try {
				assertThat(this.found.await(5, TimeUnit.MINUTES)).isTrue();
			}
			finally {
				this.found.countDown();
				request.join();
				profiler.stop();
			}
			assertThat(profiler.isRunning()).isFalse();
		}
		assertThat(this.labels.get().valueStream())
			.extracting(label -> label.path("name").asString("") + "=" + label.path("value").asString(""))
			.containsExactlyInAnyOrder("__name__=process_cpu", "service_name=chronobook", "instance=pod-1");
	}

	/** Busy until the time is over. */
	private static long work(Duration time) {
		long sum = 0;
		for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end;) {
			sum += Long.toString(sum).hashCode();
		}
		return sum;
	}

	@Test
	void onlyTheOutermostSpanLinksToAProfile() {
		Tracer tracer = this.traces.get("test");
		Span outer = tracer.spanBuilder("GET /").startSpan();
		Span inner = tracer.spanBuilder("query").setParent(Context.root().with(outer)).startSpan();
		assertThat(((ReadableSpan) inner).getAttribute(PROFILE)).isNull();
		inner.end();
		assertThat(((ReadableSpan) outer).getAttribute(PROFILE)).isEqualTo(outer.getSpanContext().getSpanId());
		outer.end();
	}

	@Test
	void failureOfPyroscopeIsTolerated() {
		this.status = 503;
		Sample sample = new Sample(Sample.Kind.CPU, 1, Instant.EPOCH, 1, List.of(new Sample.Frame("a.B.c", 1)), null);
		Map<Sample.Kind, List<Sample>> samples = Map.of(Sample.Kind.CPU, List.of(sample));
		try (PyroscopeClient client = client()) {
			assertThatNoException().isThrownBy(() -> client.push(samples, Instant.EPOCH, Duration.ofSeconds(1)));
			this.server.stop(0);
			assertThatNoException().isThrownBy(() -> client.push(samples, Instant.EPOCH, Duration.ofSeconds(1)));
		}
	}

	private PyroscopeClient client() {
		return new PyroscopeClient(URI.create("http://localhost:" + this.server.getAddress().getPort() + "/"),
				"chronobook", "pod-1");
	}

}
