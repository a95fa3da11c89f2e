package pl.chronobook.forecast.model.correction;

import org.tribuo.Example;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * A training example of the regression: an observed outcome of a forecast, or a
 * pseudo-observation that states a prior belief.
 *
 * @param features of the forecast
 * @param shift the distance of the pages read above the middle of the forecast, in its
 * standard deviations
 * @param spread by what share of its width the forecast should have been wider; negative
 * if narrower
 * @param weight of the example, 1 for an independent observation
 */
public record TrainingExample(Features features, double shift, double spread, double weight) {

	Example<Regressor> example() {
		ArrayExample<Regressor> example = new ArrayExample<>(
				new Regressor(Regression.ANSWERS, new double[] { this.shift, this.spread }), Features.NAMES,
				this.features.values());
		example.setWeight((float) this.weight);
		return example;
	}

}
