package pl.chronobook.forecast.model.learning;

import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.correction.Features;
import pl.chronobook.forecast.model.correction.TrainingExample;

/**
 * The training examples of a model: observations, and pseudo-observations that state the
 * prior. The pseudo-observations stand in for a ridge penalty, which Tribuo's descent
 * lacks; a penalty on a coefficient is an example in which it has its prior value.
 */
final class TrainingExamples {

	/** Mean of |x| of a standard normal x. */
	private static final double MEAN_DEVIATION = Math.sqrt(2 / Math.PI);

	/** The horizons of the pseudo-observations, days. */
	private static final double[] HORIZONS = { 7, 28, 112 };

	/** The largest weight of a pseudo-observation, so that the descent stays smooth. */
	private static final double MAX_WEIGHT = 1;

	/**
	 * The weight of the prior of the coefficients of activity and pause, as a multiple of
	 * that of the constant: a single reader says little about them.
	 */
	private static final double COEFFICIENT_WEIGHT = 4;

	/**
	 * The distance of a pseudo-observation from the usual features. It is large, so that
	 * the example determines a coefficient and hardly the constant.
	 */
	private static final double DISTANCE = 8;

	private TrainingExamples() {
	}

	/**
	 * The examples of one reader's observations.
	 * @param share factor on the weight of each observation
	 */
	static List<TrainingExample> ofObservations(List<Observation> past, double share, Population population) {
		double usual = population.shift(Features.usual(HORIZONS[1]));
		double sum = Trainer.PRIOR_WEIGHT * usual;
		double weight = Trainer.PRIOR_WEIGHT;
		for (Observation observation : past) {
			sum += observation.weight() * observation.score();
			weight += observation.weight();
		}
		double middle = sum / weight;
		return past.stream()
			.map(observation -> new TrainingExample(observation.features(), observation.score(),
					Math.abs(observation.score() - middle) / MEAN_DEVIATION - 1, share * observation.weight()))
			.toList();
	}

	/**
	 * The pseudo-observations that state a population's prior.
	 * @param weight of the prior of the constant, in independent observations
	 */
	static List<TrainingExample> ofPrior(Population population, double weight) {
		List<TrainingExample> examples = new ArrayList<>();
		for (double horizon : HORIZONS) {
			add(examples, Features.usual(horizon), weight / HORIZONS.length, population);
		}
		Features usual = Features.usual(HORIZONS[1]);
		double each = COEFFICIENT_WEIGHT * weight / (2 * DISTANCE * DISTANCE);
		for (double side : new double[] { -DISTANCE, DISTANCE }) {
			add(examples, new Features(usual.activity() + side, usual.pause(), usual.soon()), each, population);
			add(examples, new Features(usual.activity(), usual.pause() + side, usual.soon()), each, population);
		}
		return examples;
	}

	private static void add(List<TrainingExample> examples, Features features, double weight, Population population) {
		int copies = (int) Math.ceil(weight / MAX_WEIGHT);
		TrainingExample example = new TrainingExample(features, population.shift(features), population.spread(features),
				weight / copies);
		for (int i = 0; i < copies; i++) {
			examples.add(example);
		}
	}

}
