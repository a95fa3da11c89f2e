package pl.chronobook.transfer.format.koreader;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the passes through one book in the screens that a device showed.
 * <p>
 * A page counts as reached only if most of the pages before it had been read: looking at
 * the last page does not finish a book. After a finished pass another one begins if the
 * book is read again from its beginning; looking something up in a finished book does not
 * begin one.
 */
final class ReadingPasses {

	/**
	 * The share from which a book counts as finished: its last pages are notes and
	 * advertisements.
	 */
	private static final double END = 0.95;

	private static final double MOST = 0.5;

	/** The share that a new pass has to reach to count as reading again. */
	private static final double REREAD_FROM = 0.1;

	/** The share of unread pages above which reaching the end was only a look. */
	private static final double UNREAD_AT_THE_END = 0.05;

	/**
	 * The number of consecutive screens from which on they count as reading; fewer may be
	 * leafing.
	 */
	private static final int SEQUENCE = 3;

	private final List<Pass> passes = new ArrayList<>();

	private Coverage read = new Coverage();

	private List<ScreenEvent> events = new ArrayList<>();

	private @Nullable ScreenEvent finish;

	private Coverage reread = new Coverage();

	private List<ScreenEvent> later = new ArrayList<>();

	private ReadingPasses() {
	}

	/**
	 * Returns the passes in order of time; only the last one can be unfinished.
	 * @param events at least one event, in order of time
	 */
	static List<Pass> of(List<ScreenEvent> events) {
		ReadingPasses passes = new ReadingPasses();
		events.forEach(passes::take);
		passes.close();
		return List.copyOf(passes.passes);
	}

	private void take(ScreenEvent event) {
		if (this.finish == null) {
			boolean reached = isEnd(event) && this.read.hasMostBefore(event.from());
			this.read.add(event);
			this.events.add(event);
			if (reached) {
				this.finish = event;
			}
			return;
		}
		boolean reached = isEnd(event) && this.reread.hasMostBefore(event.from());
		this.reread.add(event);
		this.later.add(event);
		if (reached) {
			closeFinished(this.finish);
			this.finish = event;
		}
		else if (this.reread.isMostlyMissingIn(this.read)) {
			// Reaching the end was only a look: the pass continued with the pages before
			// it
			this.read.addAll(this.reread);
			this.events.addAll(this.later);
			this.finish = null;
			beginAgain();
		}
	}

	private void close() {
		if (this.finish == null) {
			this.passes.add(unfinished(this.events, firstOf(this.events)));
			return;
		}
		ScreenEvent end = this.finish;
		boolean readAgain = this.reread.furthest() >= REREAD_FROM
				&& this.later.stream().map(ScreenEvent::screen).distinct().count() >= SEQUENCE;
		if (readAgain) {
			closeFinished(end);
			this.passes.add(unfinished(this.events, beginOfReread(this.events)));
		}
		else {
			this.passes.add(finished(end));
		}
	}

	private void closeFinished(ScreenEvent end) {
		this.passes.add(finished(end));
		this.read = this.reread;
		this.events = this.later;
		beginAgain();
	}

	private void beginAgain() {
		this.reread = new Coverage();
		this.later = new ArrayList<>();
	}

	private Pass finished(ScreenEvent end) {
		ScreenEvent first = this.passes.isEmpty() ? firstOf(this.events) : beginOfReread(this.events);
		return new Pass(instant(first.start()), instant(end.end()), true, 1);
	}

	private static Pass unfinished(List<ScreenEvent> events, ScreenEvent first) {
		return new Pass(instant(first.start()), instant(events.getLast().end()), false, position(events));
	}

	/** Returns the first event that is not a look at the end. */
	private static ScreenEvent firstOf(List<ScreenEvent> events) {
		return events.stream().filter(event -> !isEnd(event)).findFirst().orElseGet(events::getFirst);
	}

	/**
	 * Returns the first event of reading the book again, after looks into the finished
	 * book.
	 */
	private static ScreenEvent beginOfReread(List<ScreenEvent> events) {
		int sequence = 0;
		for (int i = 0; i < events.size(); i++) {
			sequence = (i > 0 && follows(events.get(i - 1), events.get(i))) ? sequence + 1 : 1;
			ScreenEvent first = events.get(i - sequence + 1);
			if (sequence >= SEQUENCE && first.from() < REREAD_FROM) {
				return first;
			}
		}
		return firstOf(events);
	}

	/**
	 * Returns the reader's position as a share of the book: the last screen that was read
	 * in sequence or after most of the book before it. If there is none, the last screen
	 * that is not a look at the end.
	 */
	private static double position(List<ScreenEvent> events) {
		Coverage before = new Coverage();
		double position = -1;
		double last = 0;
		int sequence = 0;
		for (int i = 0; i < events.size(); i++) {
			ScreenEvent event = events.get(i);
			sequence = (i > 0 && follows(events.get(i - 1), event)) ? sequence + 1 : 1;
			if (!isEnd(event)) {
				last = event.to();
				if (sequence >= SEQUENCE
						|| (event.from() * Coverage.PARTS >= 1 && before.hasMostBefore(event.from()))) {
					position = event.to();
				}
			}
			before.add(event);
		}
		return (position >= 0) ? position : last;
	}

	private static boolean follows(ScreenEvent before, ScreenEvent event) {
		return event.total() == before.total() && event.page() >= before.page() && event.page() <= before.page() + 2;
	}

	private static boolean isEnd(ScreenEvent event) {
		return event.page() >= END * event.total();
	}

	private static Instant instant(long seconds) {
		return Instant.ofEpochSecond(seconds);
	}

	/**
	 * A pass through a book from its beginning.
	 *
	 * @param begun the moment of its beginning
	 * @param last the moment at which its end was reached, or at which the book was open
	 * last
	 * @param finished whether its end was reached
	 * @param position the reader's position as a share, from 0 to 1
	 */
	record Pass(Instant begun, Instant last, boolean finished, double position) {
	}

	/**
	 * The parts of a book that were seen, each half a percent.
	 */
	private static final class Coverage {

		private static final int PARTS = 200;

		private final BitSet seen = new BitSet(PARTS);

		void add(ScreenEvent event) {
			this.seen.set((int) (event.from() * PARTS), Math.min((int) Math.ceil(event.to() * PARTS), PARTS));
		}

		void addAll(Coverage other) {
			this.seen.or(other.seen);
		}

		boolean hasMostBefore(double share) {
			int parts = (int) (share * PARTS);
			return this.seen.get(0, parts).cardinality() >= MOST * parts;
		}

		/** Returns the furthest share before which most parts were seen. */
		double furthest() {
			int count = 0;
			int furthest = 0;
			for (int part = this.seen.nextSetBit(0); part >= 0; part = this.seen.nextSetBit(part + 1)) {
				count++;
				if (count >= MOST * (part + 1)) {
					furthest = part + 1;
				}
			}
			return (double) furthest / PARTS;
		}

		/**
		 * Returns whether the other coverage lacks most of these parts, apart from the
		 * end.
		 */
		boolean isMostlyMissingIn(Coverage other) {
			BitSet missing = this.seen.get(0, (int) (END * PARTS));
			missing.andNot(other.seen);
			return missing.cardinality() >= UNREAD_AT_THE_END * PARTS
					&& missing.cardinality() > this.seen.cardinality() - missing.cardinality();
		}

	}

}
