package pl.chronobook.profiling;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A sample of what a thread was doing.
 *
 * @param kind the quantity that was measured
 * @param thread the thread's id
 * @param at the time at which it began
 * @param value the amount, in the unit of the kind
 * @param stack the calls, innermost first
 * @param span the request's span, if it is known
 */
record Sample(Kind kind, long thread, Instant at, long value, List<Frame> stack, @Nullable String span) {

	Sample {
		stack = List.copyOf(stack);
	}

	Sample of(String request) {
		return new Sample(this.kind, this.thread, this.at, this.value, this.stack, request);
	}

	/**
	 * A frame of the stack.
	 *
	 * @param method class and method
	 * @param line the line in the source; -1 where it is unknown
	 */
	record Frame(String method, int line) {
	}

	/** A profile of its own in Pyroscope: its name, type and unit. */
	enum Kind {

		/** Time on a processor. */
		CPU("process_cpu", "cpu", "nanoseconds", "cpu", "nanoseconds"),

		/** Memory allocated. */
		ALLOCATION("memory", "alloc_space", "bytes", "space", "bytes"),

		/** Time in which a request waited for a lock, another thread or the network. */
		WAIT("block", "delay", "nanoseconds", "contentions", "count");

		private final String profile;

		private final String type;

		private final String unit;

		private final String periodType;

		private final String periodUnit;

		Kind(String profile, String type, String unit, String periodType, String periodUnit) {
			this.profile = profile;
			this.type = type;
			this.unit = unit;
			this.periodType = periodType;
			this.periodUnit = periodUnit;
		}

		String profile() {
			return this.profile;
		}

		String type() {
			return this.type;
		}

		String unit() {
			return this.unit;
		}

		String periodType() {
			return this.periodType;
		}

		String periodUnit() {
			return this.periodUnit;
		}

	}

}
