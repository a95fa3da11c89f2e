package pl.chronobook.profiling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples of one kind in the format of pprof. Numbers are those of the fields in
 * <a href="https://github.com/google/pprof/blob/main/proto/profile.proto">its
 * definition</a>.
 */
class Pprof {

	/** The label by which Pyroscope finds the samples of a span. */
	private static final String SPAN = "span_id";

	private final Map<String, Integer> strings = new LinkedHashMap<>();

	private final Map<String, Integer> functions = new LinkedHashMap<>();

	private final Map<Sample.Frame, Integer> locations = new LinkedHashMap<>();

	private Pprof() {
		string("");
	}

	/**
	 * Encodes samples.
	 * @param kind the kind of all samples
	 * @param samples the samples; those with the same stack and span are added up
	 * @param from the beginning of the time in which they were taken
	 * @param length the length of this time
	 */
	static byte[] encode(Sample.Kind kind, List<Sample> samples, Instant from, Duration length) {
		Map<Stack, Long> sums = new LinkedHashMap<>();
		for (Sample sample : samples) {
			sums.merge(new Stack(sample.stack(), sample.span()), sample.value(), Long::sum);
		}
		return new Pprof().profile(kind, sums, from, length);
	}

	private byte[] profile(Sample.Kind kind, Map<Stack, Long> sums, Instant from, Duration length) {
		return message(profile -> {
			profile.writeByteArray(1, valueType(kind.type(), kind.unit()));
			for (Map.Entry<Stack, Long> sum : sums.entrySet()) {
				profile.writeByteArray(2, sample(sum.getKey(), sum.getValue()));
			}
			for (Map.Entry<Sample.Frame, Integer> location : this.locations.entrySet()) {
				profile.writeByteArray(4, location(location.getKey(), location.getValue()));
			}
			for (Map.Entry<String, Integer> function : this.functions.entrySet()) {
				int name = string(function.getKey());
				profile.writeByteArray(5, message(fields -> {
					fields.writeUInt64(1, function.getValue());
					fields.writeInt64(2, name);
				}));
			}
			byte[] periodType = valueType(kind.periodType(), kind.periodUnit());
			for (String string : this.strings.keySet()) {
				profile.writeString(6, string);
			}
			profile.writeInt64(9, from.getEpochSecond() * 1_000_000_000L + from.getNano());
			profile.writeInt64(10, length.toNanos());
			profile.writeByteArray(11, periodType);
			profile.writeInt64(12, (kind == Sample.Kind.CPU) ? Profiler.PERIOD.toNanos() : 1);
		});
	}

	private byte[] valueType(String type, String unit) {
		int typeName = string(type);
		int unitName = string(unit);
		return message(fields -> {
			fields.writeInt64(1, typeName);
			fields.writeInt64(2, unitName);
		});
	}

	private byte[] sample(Stack stack, long value) {
		return message(fields -> {
			for (Sample.Frame frame : stack.frames()) {
				fields.writeUInt64(1, number(this.locations, frame));
			}
			fields.writeInt64(2, value);
			String span = stack.span();
			if (span != null) {
				int key = string(SPAN);
				int id = string(span);
				fields.writeByteArray(3, message(label -> {
					label.writeInt64(1, key);
					label.writeInt64(2, id);
				}));
			}
		});
	}

	private byte[] location(Sample.Frame frame, int number) {
		int function = number(this.functions, frame.method());
		return message(fields -> {
			fields.writeUInt64(1, number);
			fields.writeByteArray(4, message(line -> {
				line.writeUInt64(1, function);
				line.writeInt64(2, Math.max(0, frame.line()));
			}));
		});
	}

	private int string(String string) {
		return this.strings.computeIfAbsent(string, key -> this.strings.size());
	}

	/** Numbers of locations and functions begin with 1. */
	private static <T> int number(Map<T, Integer> numbers, T key) {
		return numbers.computeIfAbsent(key, any -> numbers.size() + 1);
	}

	private static byte[] message(Fields fields) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		CodedOutputStream out = CodedOutputStream.newInstance(bytes);
		try {
			fields.write(out);
			out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private record Stack(List<Sample.Frame> frames, @Nullable String span) {
	}

	private interface Fields {

		void write(CodedOutputStream out) throws IOException;

	}

}
