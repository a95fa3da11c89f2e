package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.correction.Correction;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.Regression;
import pl.chronobook.forecast.model.correction.TrainingExample;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.learning.TrainingResult.Outcome;

/**
 * Trains a reader's model on the outcomes of the engine's forecasts of the reader's past,
 * and backtests it on that past with an expanding window. Stateless and deterministic:
 * the same history, origin and population give the same model.
 */
public final class Trainer {

	/** The weight of the population's prior, in independent observations. */
	static final double PRIOR_WEIGHT = 8;

	/** The day on which the first fold ends its training window; each fold doubles it. */
	private static final int FIRST_FOLD = 56;

	/** A backtest of fewer independent observations is no evidence. */
	private static final double MIN_OBSERVATIONS = 1;

	private final Population population;

	/** Creates a trainer whose models start from the prior of a population. */
	public Trainer(Population population) {
		this.population = population;
	}

	/**
	 * Trains the model of one reader.
	 * @param origin the first day of the future; the history from this day on is ignored
	 */
	public TrainingResult train(ReaderHistory history, LocalDate origin) {
		List<Observation> past = Observation.of(history, origin);
		BacktestResult backtest = backtest(past, origin);
		if (backtest.observations() < MIN_OBSERVATIONS) {
			return new TrainingResult(Outcome.TOO_LITTLE, null, backtest);
		}
		// The gain is shrunk to that of the population, as the model itself is
		boolean won = backtest.gain() + PRIOR_WEIGHT * this.population.gain() > 0;
		return won ? new TrainingResult(Outcome.WON, fit(past, origin), backtest)
				: new TrainingResult(Outcome.LOST, null, backtest);
	}

	BacktestResult backtest(List<Observation> past, LocalDate origin) {
		double without = 0;
		double with = 0;
		double observations = 0;
		for (BacktestFold fold : BacktestFold.of(past, FIRST_FOLD)) {
			ReaderModel model = fit(fold.training(), origin);
			for (Observation observation : fold.test()) {
				double weight = observation.weight();
				without += weight * Correction.NONE.error(observation.score());
				with += weight * model.correction(observation.features()).error(observation.score());
				observations += weight;
			}
		}
		return new BacktestResult(without, with, observations);
	}

	private ReaderModel fit(List<Observation> past, LocalDate origin) {
		List<TrainingExample> examples = new ArrayList<>(TrainingExamples.ofPrior(this.population, PRIOR_WEIGHT));
		examples.addAll(TrainingExamples.ofObservations(past, 1, this.population));
		return new ReaderModel(Regression.fit(examples, origin));
	}

}
