package pl.chronobook.forecast.model;

import java.util.ArrayList;
import java.util.List;

import pl.chronobook.forecast.model.Regression.Row;

/**
 * What a model is taught: the observations, and made-up ones that say what is believed
 * beforehand. They take the place of a penalty on the coefficients, which Tribuo's
 * descent lacks; a penalty on a deviation is an observation that there is none.
 */
final class Teaching {

	/** Mean of |x| of a standard normal x. */
	private static final double MEAN_DEVIATION = Math.sqrt(2 / Math.PI);

	/** Spread of believed observations over horizons, days. */
	private static final double[] HORIZONS = { 7, 28, 112 };

	/** Believed observations weigh at most this, for the descent to be smooth. */
	private static final double MOST = 1;

	/**
	 * What is believed of a reader's habits weighs so many times what is believed of the
	 * constant, for one reader hardly teaches it.
	 */
	private static final double FIRMNESS = 4;

	/** So far away a believed observation pins a coefficient and hardly the constant. */
	private static final double FAR = 8;

	private Teaching() {
	}

	/**
	 * The observations of one reader.
	 * @param share of its weight that each has
	 */
	static List<Row> rows(List<Observation> past, double share, Population population) {
		double usual = population.shift(Features.usual(HORIZONS[1]));
		double sum = Trainer.BELIEF * usual;
		double weight = Trainer.BELIEF;
		for (Observation observation : past) {
			sum += observation.weight() * observation.score();
			weight += observation.weight();
		}
		double middle = sum / weight;
		return past.stream()
			.map(observation -> new Row(observation.features(), observation.score(),
					Math.abs(observation.score() - middle) / MEAN_DEVIATION - 1, share * observation.weight()))
			.toList();
	}

	/**
	 * What a population believes.
	 * @param weight of all that is believed of the constant
	 */
	static List<Row> beliefs(Population population, double weight) {
		List<Row> beliefs = new ArrayList<>();
		for (double horizon : HORIZONS) {
			add(beliefs, Features.usual(horizon), weight / HORIZONS.length, population);
		}
		Features usual = Features.usual(HORIZONS[1]);
		double firmness = FIRMNESS * weight / (2 * FAR * FAR);
		for (double side : new double[] { -FAR, FAR }) {
			add(beliefs, new Features(usual.activity() + side, usual.pause(), usual.soon()), firmness, population);
			add(beliefs, new Features(usual.activity(), usual.pause() + side, usual.soon()), firmness, population);
		}
		return beliefs;
	}

	private static void add(List<Row> beliefs, Features features, double weight, Population population) {
		int copies = (int) Math.ceil(weight / MOST);
		Row row = new Row(features, population.shift(features), population.spread(features), weight / copies);
		for (int i = 0; i < copies; i++) {
			beliefs.add(row);
		}
	}

}
