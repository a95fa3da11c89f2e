package pl.chronobook.profiling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Reads the JVM's own flight recorder while it runs and passes on what it finds. All of
 * it happens on the thread of the recorder.
 */
class Profiler implements SmartLifecycle {

	/** The interval at which running threads are sampled. */
	static final Duration PERIOD = Duration.ofMillis(10);

	/** The shortest wait that is recorded. */
	private static final Duration NOTICED = Duration.ofMillis(5);

	/** The most pending samples: more than two busy processors yield in two intervals. */
	private static final int LIMIT = 10_000;

	private static final List<String> WAITS = List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark",
			"jdk.ThreadSleep", "jdk.SocketRead");

	private final PyroscopeClient pyroscope;

	private final Duration interval;

	private final Clock clock;

	private final PendingSamples pending = new PendingSamples(LIMIT);

	/** Interns equal stacks and calls, which recur in most samples. */
	private final Map<Object, Object> shared = new HashMap<>();

	private Instant sent;

	private @Nullable RecordingStream stream;

	Profiler(PyroscopeClient pyroscope, Duration interval, Clock clock) {
		this.pyroscope = pyroscope;
		this.interval = interval;
		this.clock = clock;
		this.sent = clock.instant();
	}

	@Override
	public void start() {
		RecordingStream events = new RecordingStream();
		// The temporary folder is small
		events.setMaxSize(32L << 20);
		events.enable("jdk.ExecutionSample").withPeriod(PERIOD);
		events.onEvent("jdk.ExecutionSample",
				event -> add(Sample.Kind.CPU, event.getThread("sampledThread"), event, PERIOD.toNanos()));
		events.enable("jdk.ObjectAllocationSample").with("throttle", "100/s").withStackTrace();
		events.onEvent("jdk.ObjectAllocationSample",
				event -> add(Sample.Kind.ALLOCATION, event.getThread(), event, event.getLong("weight")));
		for (String wait : WAITS) {
			events.enable(wait).withThreshold(NOTICED).withStackTrace();
			events.onEvent(wait,
					event -> add(Sample.Kind.WAIT, event.getThread(), event, event.getDuration().toNanos()));
		}
		events.enable(RequestSpan.NAME).withoutStackTrace().withoutThreshold();
		events.onEvent(RequestSpan.NAME, this::ended);
		events.onFlush(this::send);
		events.startAsync();
		this.stream = events;
	}

	private void add(Sample.Kind kind, @Nullable RecordedThread thread, RecordedEvent event, long value) {
		RecordedStackTrace trace = event.getStackTrace();
		if (thread != null && trace != null) {
			this.pending.add(new Sample(kind, thread.getJavaThreadId(), event.getStartTime(), value,
					shared(List.copyOf(trace.getFrames().stream().map(this::frame).toList())), null));
		}
	}

	private Sample.Frame frame(RecordedFrame frame) {
		RecordedMethod method = frame.getMethod();
		return shared(new Sample.Frame(method.getType().getName() + "." + method.getName(), frame.getLineNumber()));
	}

	@SuppressWarnings("unchecked")
	private <T> T shared(T value) {
		return (T) this.shared.computeIfAbsent(value, first -> first);
	}

	private void ended(RecordedEvent event) {
		RecordedThread thread = event.getThread();
		if (thread != null) {
			this.pending.ended(event.getString("spanId"), thread.getJavaThreadId(), event.getStartTime(),
					event.getEndTime());
		}
	}

	/** Keeps samples younger than the interval: their request may still be running. */
	private void send() {
		Instant now = this.clock.instant();
		if (Duration.between(this.sent, now).compareTo(this.interval) < 0) {
			return;
		}
		Map<Sample.Kind, List<Sample>> samples = new HashMap<>();
		for (Sample sample : this.pending.take(now.minus(this.interval))) {
			samples.computeIfAbsent(sample.kind(), kind -> new ArrayList<>()).add(sample);
		}
		this.shared.clear();
		this.pyroscope.push(samples, this.sent, Duration.between(this.sent, now));
		this.sent = now;
	}

	@Override
	public void stop() {
		RecordingStream events = this.stream;
		if (events != null) {
			events.close();
		}
		this.stream = null;
	}

	@Override
	public boolean isRunning() {
		return this.stream != null;
	}

}
