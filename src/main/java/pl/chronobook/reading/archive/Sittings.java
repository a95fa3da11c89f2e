package pl.chronobook.reading.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times of all sittings with one book, to find out whether another record describes
 * one of them.
 */
final class Sittings {

	private final List<Span> spans = new ArrayList<>();

	/** For each span in order, the latest end up to it; computed at the first query. */
	private final List<Instant> latestEnds = new ArrayList<>();

	void add(Instant start, Instant end) {
		this.spans.add(new Span(start, end));
		this.latestEnds.clear();
	}

	/** Returns whether a time overlaps one of the sittings. */
	boolean overlap(Instant start, Instant end) {
		if (this.spans.isEmpty()) {
			return false;
		}
		if (this.latestEnds.isEmpty()) {
			this.spans.sort(Comparator.comparing(Span::start));
			Instant latest = Instant.MIN;
			for (Span span : this.spans) {
				latest = span.end().isAfter(latest) ? span.end() : latest;
				this.latestEnds.add(latest);
			}
		}
		int before = countBefore(end);
		return before > 0 && this.latestEnds.get(before - 1).isAfter(start);
	}

	/** The number of sittings that begin before a moment. */
	private int countBefore(Instant moment) {
		int low = 0;
		int high = this.spans.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (this.spans.get(middle).start().isBefore(moment)) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

	private record Span(Instant start, Instant end) {
	}

}
