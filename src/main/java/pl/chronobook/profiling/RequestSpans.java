package pl.chronobook.profiling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Writes a {@link RequestSpan} for each span that begins in this process, and marks the
 * span with its own id: Grafana offers the profile of spans that have this attribute.
 * Spans within it belong to its profile.
 */
class RequestSpans implements SpanProcessor {

	private static final AttributeKey<String> PROFILE = AttributeKey.stringKey("pyroscope.profile.id");

	private final Map<String, RequestSpan> running = new ConcurrentHashMap<>();

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
		SpanContext caller = span.getParentSpanContext();
		if (caller.isValid() && !caller.isRemote()) {
			return;
		}
		String id = span.getSpanContext().getSpanId();
		span.setAttribute(PROFILE, id);
		RequestSpan event = new RequestSpan();
		event.spanId = id;
		event.begin();
		this.running.put(id, event);
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		RequestSpan event = this.running.remove(span.getSpanContext().getSpanId());
		if (event != null) {
			event.commit();
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
