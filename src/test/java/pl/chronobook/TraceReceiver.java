package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import org.jspecify.annotations.Nullable;

/**
 * Receives spans by OTLP over HTTP, as Alloy and Tempo do.
 */
final class TraceReceiver implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final BlockingQueue<List<Span>> deliveries = new LinkedBlockingQueue<>();

	private final List<Span> spans = new ArrayList<>();

	private final HttpServer server;

	TraceReceiver() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/traces", this::receive);
		this.server.start();
	}

	String endpoint() {
		return "http://127.0.0.1:%d/v1/traces".formatted(this.server.getAddress().getPort());
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
			this.deliveries.add(request.getResourceSpansList().stream().flatMap(TraceReceiver::spans).toList());
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private static Stream<Span> spans(ResourceSpans resource) {
		String service = value(resource.getResource().getAttributesList(), "service.name");
		return resource.getScopeSpansList()
			.stream()
			.flatMap(scope -> scope.getSpansList().stream())
			.map(span -> new Span(String.valueOf(service), hex(span.getTraceId()), hex(span.getSpanId()),
					hex(span.getParentSpanId()), span.getName(),
					span.getAttributesList()
						.stream()
						.map(attribute -> attribute.getKey() + "=" + attribute.getValue().getStringValue())
						.collect(Collectors.joining("\n"))));
	}

	private static @Nullable String value(List<KeyValue> attributes, String key) {
		return attributes.stream()
			.filter(attribute -> attribute.getKey().equals(key))
			.map(attribute -> attribute.getValue().getStringValue())
			.findFirst()
			.orElse(null);
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	/**
	 * The first span that fits, waiting for it.
	 */
	Span await(Predicate<Span> wanted) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			for (Span span : this.spans) {
				if (wanted.test(span)) {
					return span;
				}
			}
			try {
				List<Span> delivery = this.deliveries.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (delivery == null) {
					throw new AssertionError("No such span among\n"
							+ this.spans.stream().map(Span::toString).collect(Collectors.joining("\n")));
				}
				this.spans.addAll(delivery);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	/** Returns all spans received so far. */
	List<Span> received() {
		List<List<Span>> waiting = new ArrayList<>();
		this.deliveries.drainTo(waiting);
		waiting.forEach(this.spans::addAll);
		return List.copyOf(this.spans);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * A span, its ids as hexadecimal digits.
	 *
	 * @param parent empty for the first of a trace
	 * @param attributes a line each
	 */
	record Span(String service, String trace, String id, String parent, String name, String attributes) {
	}

}
