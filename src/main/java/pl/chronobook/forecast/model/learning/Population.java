package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.Features;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.Regression;
import pl.chronobook.forecast.model.correction.TrainingExample;
import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * The prior of a reader's model, estimated from a sample of readers: their common model,
 * and the mean gain of a reader's own model over the forecast without one. The model of a
 * reader with little data stays close to the prior.
 */
public final class Population {

	/** The prior without a sample: forecasts need no correction. */
	public static final Population NONE = new Population(null, 0, 0);

	/**
	 * The weight of the prior that forecasts need no correction, in independent
	 * observations. A reader of the sample weighs at most {@link #MAX_READER_WEIGHT}.
	 */
	static final double NO_CORRECTION_WEIGHT = 1000;

	private static final double MAX_READER_WEIGHT = 12;

	/**
	 * Prior mean of the gain by which a reader's own model lowers the error of an
	 * observation, in standard deviations. It is well above 0, so that a model is used
	 * unless it does worse on the reader's own past.
	 */
	private static final double PRIOR_GAIN = 0.025;

	private static final double PRIOR_GAIN_OBSERVATIONS = 100;

	private final @Nullable ReaderModel model;

	private final double gain;

	private final double observations;

	private Population(@Nullable ReaderModel model, double gain, double observations) {
		this.model = model;
		this.gain = gain;
		this.observations = observations;
	}

	/**
	 * Restores a population that was estimated before.
	 * @param totalGain as {@link #totalGain()} returned it
	 * @param observations as {@link #observations()} returned them
	 */
	public static Population stored(@Nullable ReaderModel model, double totalGain, double observations) {
		return new Population(model, totalGain, observations);
	}

	/**
	 * Estimates the prior from a sample. The order of the readers changes the last digits
	 * of the result.
	 * @param origin the first day of the future; the histories from this day on are
	 * ignored
	 */
	public static Population of(Collection<ReaderHistory> sample, LocalDate origin) {
		List<List<Observation>> pasts = sample.stream()
			.map(history -> Observation.of(history, origin))
			.filter(past -> !past.isEmpty())
			.toList();
		return ofPasts(pasts, origin);
	}

	static Population ofPasts(List<List<Observation>> pasts, LocalDate origin) {
		if (pasts.isEmpty()) {
			return NONE;
		}
		List<TrainingExample> examples = new ArrayList<>();
		for (List<Observation> past : pasts) {
			double total = past.stream().mapToDouble(Observation::weight).sum();
			examples.addAll(TrainingExamples.ofObservations(past, Math.min(1, MAX_READER_WEIGHT / total), NONE));
		}
		examples.addAll(TrainingExamples.ofPrior(NONE, NO_CORRECTION_WEIGHT));
		Population first = new Population(new ReaderModel(Regression.fit(examples, origin)), 0, 0);
		double gain = 0;
		double observations = 0;
		for (List<Observation> past : pasts) {
			BacktestResult backtest = new Trainer(first).backtest(past, origin);
			gain += backtest.gain();
			observations += backtest.observations();
		}
		return new Population(first.model, gain, observations);
	}

	/**
	 * The expected gain of a reader's own model in the error of an observation, standard
	 * deviations.
	 */
	double gain() {
		return (PRIOR_GAIN * PRIOR_GAIN_OBSERVATIONS + this.gain) / (PRIOR_GAIN_OBSERVATIONS + this.observations);
	}

	double shift(Features features) {
		return this.model == null ? 0 : this.model.shift(features);
	}

	double spread(Features features) {
		return this.model == null ? 0 : this.model.spread(features);
	}

	/** The gain in error summed over the observations of the sample. */
	public double totalGain() {
		return this.gain;
	}

	/** The independent observations over which the gain was summed. */
	public double observations() {
		return this.observations;
	}

	/** The common model of the sample, or null without a sample. */
	public @Nullable ReaderModel model() {
		return this.model;
	}

}
