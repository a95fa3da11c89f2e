package pl.chronobook.forecast.accuracy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps the number of this installation's forecast ranges that held, as
 * {@link AccuracyMetrics} counted them last. Reading it needs no query.
 */
@Component
public class HeldRanges {

	/** The fewest judged ranges for which a share is shown. */
	static final int FEWEST = 100;

	private final AtomicReference<@Nullable Count> last = new AtomicReference<>();

	/**
	 * Returns the ranges of the past year.
	 * @return empty if fewer than {@value #FEWEST} were judged, or none was counted yet
	 */
	public Optional<Count> ofThePastYear() {
		return Optional.ofNullable(this.last.get()).filter(count -> count.judged() >= FEWEST);
	}

	void set(Count count) {
		this.last.set(count);
	}

	/**
	 * A number of ranges.
	 *
	 * @param judged the ranges whose time has come
	 * @param held those of them that contained the finish day
	 * @param estimated whether both were computed from a sample
	 */
	public record Count(long judged, long held, boolean estimated) {

		private static final double STEP = 1_000;

		/** Rounds what was estimated to thousands. */
		static Count of(long judged, double held, boolean estimated) {
			return estimated ? new Count(rounded((double) judged), rounded(held), true)
					: new Count(judged, Math.round(held), false);
		}

		private static long rounded(double number) {
			return (long) (Math.round(number / STEP) * STEP);
		}

	}

}
