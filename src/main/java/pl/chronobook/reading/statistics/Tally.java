package pl.chronobook.reading.statistics;

import java.util.OptionalDouble;

import pl.chronobook.reading.domain.Pages;

/**
 * The amount of reading in a stretch of time.
 *
 * @param pages pages of sessions
 * @param estimated pages of finished books that no session shows, spread over their days
 * @param seconds time of sessions, without their pauses
 * @param sessions the number of sessions that began
 * @param longest seconds of the longest session, without its pauses
 */
public record Tally(double pages, double estimated, long seconds, int sessions, long longest) {

	public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

	static Tally ofEstimate(double pages) {
		return new Tally(0, pages, 0, 0, 0);
	}

	public Tally plus(Tally other) {
		return new Tally(this.pages + other.pages, this.estimated + other.estimated, this.seconds + other.seconds,
				this.sessions + other.sessions, Math.max(this.longest, other.longest));
	}

	/** Pages of sessions and estimated ones. */
	public double allPages() {
		return this.pages + this.estimated;
	}

	/** Tells whether nothing was read, neither in sessions nor by estimate. */
	public boolean isEmpty() {
		return this.sessions == 0 && this.estimated == 0;
	}

	/** The pace of the sessions; empty without any. */
	public OptionalDouble pagesPerHour() {
		return (this.seconds > 0) ? OptionalDouble.of(this.pages * 3600 / this.seconds) : OptionalDouble.empty();
	}

}
