package pl.chronobook.forecast.model.correction;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.Huber;

/**
 * Tribuo's linear regression of the two answers, by stochastic gradient descent.
 * Deterministic: every fit has a trainer and a seed of its own, because the random
 * numbers of a reused trainer move on. AdaGrad cannot diverge, unlike a constant rate.
 */
public final class Regression {

	static final String SHIFT = "shift";

	static final String SPREAD = "spread";

	static final String[] ANSWERS = { SHIFT, SPREAD };

	private static final RegressionFactory FACTORY = new RegressionFactory();

	/** The standard deviations above which Huber's loss grows linearly. */
	private static final double ROBUST = 1.5;

	private static final double RATE = 0.5;

	private static final double EPSILON = 1e-6;

	private static final int EPOCHS = 20;

	private static final long SEED = 20_270_314;

	private Regression() {
	}

	/**
	 * Fits a model.
	 * @param origin the day before which all examples were observed; part of the
	 * provenance
	 */
	public static LinearSGDModel fit(List<TrainingExample> examples, LocalDate origin) {
		MutableDataset<Regressor> data = new MutableDataset<>(new SimpleDataSourceProvenance(
				"readings before " + origin, origin.atStartOfDay().atOffset(ZoneOffset.UTC), FACTORY), FACTORY);
		examples.forEach(example -> data.add(example.example()));
		return new LinearSGDTrainer(new Huber(ROBUST), new AdaGrad(RATE, EPSILON), EPOCHS, Integer.MAX_VALUE, 1, SEED)
			.train(data);
	}

}
