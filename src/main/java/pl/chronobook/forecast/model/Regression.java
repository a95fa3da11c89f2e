package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.Huber;

/**
 * Tribuo's linear regression of two answers, by stochastic gradient descent. The same
 * rows give the same model: each has a trainer and a seed of its own, because a trainer's
 * random numbers move on. AdaGrad, unlike a constant rate, cannot run away.
 */
final class Regression {

	static final String SHIFT = "shift";

	static final String SPREAD = "spread";

	private static final String[] ANSWERS = { SHIFT, SPREAD };

	private static final RegressionFactory FACTORY = new RegressionFactory();

	/** Beyond so many standard deviations an error counts by its size, not its square. */
	private static final double ROBUST = 1.5;

	private static final double RATE = 0.5;

	private static final double EPSILON = 1e-6;

	private static final int EPOCHS = 20;

	private static final long SEED = 20_270_314;

	private Regression() {
	}

	/**
	 * Fits a model.
	 * @param origin what the rows know ends before it
	 */
	static LinearSGDModel fit(List<Row> rows, LocalDate origin) {
		MutableDataset<Regressor> data = new MutableDataset<>(new SimpleDataSourceProvenance(
				"readings before " + origin, origin.atStartOfDay().atOffset(ZoneOffset.UTC), FACTORY), FACTORY);
		rows.forEach(row -> data.add(row.example()));
		return new LinearSGDTrainer(new Huber(ROBUST), new AdaGrad(RATE, EPSILON), EPOCHS, Integer.MAX_VALUE, 1, SEED)
			.train(data);
	}

	/**
	 * An observation, real or believed.
	 *
	 * @param features of the forecast
	 * @param shift by how much the forecast fell short
	 * @param spread how much wider it should have been, as a share
	 * @param weight how much it counts
	 */
	record Row(Features features, double shift, double spread, double weight) {

		private Example<Regressor> example() {
			ArrayExample<Regressor> example = new ArrayExample<>(
					new Regressor(ANSWERS, new double[] { this.shift, this.spread }), Features.NAMES,
					this.features.values());
			example.setWeight((float) this.weight);
			return example;
		}

	}

}
