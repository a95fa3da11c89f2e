package pl.chronobook.forecast.model.pace;

import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.distribution.Gamma;
import pl.chronobook.forecast.model.history.FinishedBook;

/**
 * A day on which one or more books were finished.
 *
 * @param day the day, since the epoch
 * @param gap days since the previous such day, or since the first book was started; at
 * least 1
 * @param effort pages of average books that were finished
 */
public record Finish(long day, long gap, double effort) {

	/** The weight of the prior, in pairs of neighbouring gaps. */
	private static final double PRIOR_PAIRS = 20;

	/**
	 * Returns the finishes of {@code books}, which are in order. The first one counts
	 * only if its start is known.
	 */
	public static List<Finish> of(List<FinishedBook> books, BookEffort effort) {
		FinishedBook first = books.getFirst();
		long last = first.started() == null ? first.finished().toEpochDay() : first.started().toEpochDay() - 1;
		List<Finish> finishes = new ArrayList<>();
		double done = 0;
		for (int i = 0; i < books.size(); i++) {
			long day = books.get(i).finished().toEpochDay();
			done += effort.pages(books.get(i).pages());
			if (i + 1 == books.size() || books.get(i + 1).finished().toEpochDay() > day) {
				if (day > last) {
					finishes.add(new Finish(day, day - last, done));
				}
				last = day;
				done = 0;
			}
		}
		return finishes;
	}

	/**
	 * Estimates the dispersion, the variance of the books read divided by their mean. If
	 * the gaps are gamma variables around a steady pace, the mean square difference
	 * between the logs of two neighbouring paces is twice the trigamma of their shape.
	 * The observed mean square is shrunk towards that of the prior and solved for the
	 * shape.
	 */
	public static double dispersion(List<Finish> finishes, double prior) {
		double squares = PRIOR_PAIRS * Gamma.trigamma(1 / prior);
		double pairs = PRIOR_PAIRS;
		for (int i = 1; i < finishes.size(); i++) {
			double difference = finishes.get(i).logPace() - finishes.get(i - 1).logPace();
			squares += difference * difference / 2;
			pairs++;
		}
		return 1 / Gamma.inverseTrigamma(squares / pairs);
	}

	private double logPace() {
		return Math.log(Math.max(effort, 1) / gap);
	}

}
