package pl.chronobook.profiling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples that wait until it is known which request they belong to: a request is known
 * when it has ended. Not thread-safe.
 */
class PendingSamples {

	private final int limit;

	private final Map<Long, List<Sample>> unassigned = new LinkedHashMap<>();

	private int size;

	private List<Sample> assigned = new ArrayList<>();

	/**
	 * Creates an empty buffer.
	 * @param limit the number of samples that are kept; further ones are dropped
	 */
	PendingSamples(int limit) {
		this.limit = limit;
	}

	void add(Sample sample) {
		if (this.size + this.assigned.size() < this.limit) {
			this.unassigned.computeIfAbsent(sample.thread(), thread -> new ArrayList<>()).add(sample);
			this.size++;
		}
	}

	/** Assigns the samples of a thread to the request that has just ended on it. */
	void ended(String span, long thread, Instant from, Instant until) {
		List<Sample> samples = this.unassigned.getOrDefault(thread, List.of());
		for (Iterator<Sample> all = samples.iterator(); all.hasNext();) {
			Sample sample = all.next();
			if (!sample.at().isBefore(from) && !sample.at().isAfter(until)) {
				all.remove();
				this.size--;
				this.assigned.add(sample.of(span));
			}
		}
	}

	/**
	 * Takes the samples that need not wait any longer. Waits outside of requests are
	 * dropped, because threads of pools do little else.
	 * @param before older samples belong to no request that is still running
	 */
	List<Sample> take(Instant before) {
		List<Sample> taken = this.assigned;
		this.assigned = new ArrayList<>();
		for (Iterator<List<Sample>> threads = this.unassigned.values().iterator(); threads.hasNext();) {
			List<Sample> samples = threads.next();
			for (Iterator<Sample> all = samples.iterator(); all.hasNext();) {
				Sample sample = all.next();
				if (sample.at().isBefore(before)) {
					all.remove();
					this.size--;
					if (sample.kind() != Sample.Kind.WAIT) {
						taken.add(sample);
					}
				}
			}
			if (samples.isEmpty()) {
				threads.remove();
			}
		}
		return taken;
	}

}
