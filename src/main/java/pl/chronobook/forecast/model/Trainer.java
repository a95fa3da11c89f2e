package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.Regression.Row;
import pl.chronobook.forecast.model.Training.Outcome;

/**
 * Trains a reader's model: Tribuo learns from how the engine's forecasts of the reader's
 * past turned out, and then the model is tried on that past with what was known at the
 * time. Stateless; the same history, origin and population give the same model.
 */
public final class Trainer {

	/** Observations that what the population believes is worth. */
	static final double BELIEF = 8;

	/** The first trial begins on this day; each later one on twice that of the last. */
	private static final int FIRST_TRIAL = 56;

	/** A trial below this many observations tells nothing. */
	private static final double LEAST = 1;

	private final Population population;

	/** A trainer of readers that come from a population. */
	public Trainer(Population population) {
		this.population = population;
	}

	/**
	 * Trains one reader.
	 * @param origin nothing on or after it is looked at
	 */
	public Training train(ReaderHistory history, LocalDate origin) {
		List<Observation> past = Observation.of(history, origin);
		Trial trial = trial(past, origin);
		if (trial.observations() < LEAST) {
			return new Training(Outcome.TOO_LITTLE, null, trial);
		}
		// The gain is shrunk to what is usual, as the model itself is
		boolean won = trial.gain() + BELIEF * this.population.gain() > 0;
		return won ? new Training(Outcome.WON, fit(past, origin), trial) : new Training(Outcome.LOST, null, trial);
	}

	Trial trial(List<Observation> past, LocalDate origin) {
		double without = 0;
		double with = 0;
		double observations = 0;
		int days = past.isEmpty() ? 0 : past.getLast().known();
		for (int from = FIRST_TRIAL; from < days; from *= 2) {
			int to = 2 * from;
			int start = from;
			List<Observation> known = past.stream().filter(observation -> observation.known() <= start).toList();
			List<Observation> asked = past.stream()
				.filter(observation -> observation.day() >= start && observation.day() < to)
				.toList();
			if (!asked.isEmpty()) {
				ReaderModel model = fit(known, origin);
				for (Observation observation : asked) {
					double weight = observation.weight();
					without += weight * Correction.NONE.error(observation.score());
					with += weight * model.correction(observation.features()).error(observation.score());
					observations += weight;
				}
			}
		}
		return new Trial(without, with, observations);
	}

	private ReaderModel fit(List<Observation> past, LocalDate origin) {
		List<Row> rows = new ArrayList<>(Teaching.beliefs(this.population, BELIEF));
		rows.addAll(Teaching.rows(past, 1, this.population));
		return new ReaderModel(Regression.fit(rows, origin));
	}

}
