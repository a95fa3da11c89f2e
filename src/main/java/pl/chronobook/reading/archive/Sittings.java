package pl.chronobook.reading.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pl.chronobook.reading.SessionRecord;

/**
 * The times of all sittings with one book, to find out whether another record describes
 * one of them.
 */
final class Sittings {

	/** A shorter rest is the same sitting, measured a little differently. */
	private static final Duration SHORTEST_REST = Duration.ofSeconds(30);

	private final List<Span> spans = new ArrayList<>();

	/** The latest end up to each span, in order; computed at the first query. */
	private final List<Instant> latestEnds = new ArrayList<>();

	/** The imported sittings by their start. */
	private final Map<Instant, Imported> imported = new HashMap<>();

	void add(Instant start, Instant end) {
		this.spans.add(new Span(start, end));
		this.latestEnds.clear();
	}

	/** Adds an imported sitting that the reader has not changed since. */
	void addImported(Instant start, Instant end, double pages, Duration paused) {
		add(start, end);
		this.imported.put(start, new Imported(end, pages, paused));
	}

	/**
	 * Returns the part of a sitting that is new: all of it if it overlaps no other; its
	 * rest if an import brought its beginning while the reader read on; else nothing.
	 */
	Optional<SessionRecord> newPart(SessionRecord session) {
		if (!overlap(session.start(), session.end())) {
			return Optional.of(session);
		}
		Instant begun = session.start();
		double pages = session.pages();
		Duration paused = session.paused();
		for (Imported part = this.imported.get(begun); part != null
				&& part.end().isBefore(session.end()); part = this.imported.get(begun)) {
			begun = part.end();
			pages -= part.pages();
			paused = paused.minus(part.paused());
		}
		Duration rest = Duration.between(begun, session.end());
		if (begun.equals(session.start()) || rest.compareTo(SHORTEST_REST) < 0 || overlap(begun, session.end())) {
			return Optional.empty();
		}
		boolean possible = !paused.isNegative() && paused.compareTo(rest) < 0;
		return Optional.of(new SessionRecord(begun, session.end(), Math.max(0, Math.round(pages * 100) / 100.0),
				possible ? paused : Duration.ZERO, null, null, session.note(), session.pagesEstimated()));
	}

	/** Returns whether a time overlaps one of the sittings. */
	private boolean overlap(Instant start, Instant end) {
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

	private record Imported(Instant end, double pages, Duration paused) {
	}

}
