package pl.chronobook.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;

/**
 * Receives spans by OTLP over HTTP, like OpenTelemetry's collector.
 */
final class TraceCollector implements AutoCloseable {

	private final HttpServer server;

	private final List<Span> spans = new CopyOnWriteArrayList<>();

	private TraceCollector(HttpServer server) {
		this.server = server;
		server.createContext("/v1/traces", this::receive);
		server.start();
	}

	static TraceCollector start() {
		try {
			return new TraceCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String endpoint() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces";
	}

	List<Span> spans() {
		return this.spans;
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange; InputStream body = exchange.getRequestBody()) {
			ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(resource -> {
				String service = attributes(resource.getResource().getAttributesList()).getOrDefault("service.name",
						"");
				resource.getScopeSpansList()
					.stream()
					.flatMap(scope -> scope.getSpansList().stream())
					.map(span -> new Span(service, hex(span.getTraceId()), hex(span.getSpanId()),
							hex(span.getParentSpanId()), span.getName(), attributes(span.getAttributesList())))
					.forEach(this.spans::add);
			});
			byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
			exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, (answer.length == 0) ? -1 : answer.length);
		}
	}

	private static Map<String, String> attributes(List<KeyValue> attributes) {
		return attributes.stream()
			.collect(Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().getStringValue(),
					(first, second) -> second));
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * A span.
	 *
	 * @param parent the id of the parent span; empty for a root
	 */
	record Span(String service, String trace, String id, String parent, String name, Map<String, String> attributes) {
	}

}
