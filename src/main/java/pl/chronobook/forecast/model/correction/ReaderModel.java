package pl.chronobook.forecast.model.correction;

import java.util.Arrays;

import org.tribuo.VariableInfo;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/**
 * A trained model of one reader: predicts the bias and the spread of the reader's
 * forecasts from their features. Immutable.
 */
public final class ReaderModel {

	private final LinearSGDModel model;

	/** The coefficients of the features, then the constant. */
	private final double[] shift;

	private final double[] spread;

	/**
	 * @throws UnusableModelException if the model has other features or answers, or
	 * coefficients that are not finite
	 */
	public ReaderModel(LinearSGDModel model) {
		this.model = model;
		String[] names = new String[Features.NAMES.length];
		if (model.getFeatureIDMap().size() != names.length) {
			throw new UnusableModelException("it has other features: " + model.getFeatureIDMap().keySet());
		}
		for (VariableInfo feature : model.getFeatureIDMap()) {
			names[model.getFeatureIDMap().getID(feature.getName())] = feature.getName();
		}
		if (!Arrays.equals(names, Features.NAMES)) {
			throw new UnusableModelException("it has other features: " + Arrays.toString(names));
		}
		DenseMatrix weights = model.getWeightsCopy();
		shift = coefficients(Regression.SHIFT, weights);
		spread = coefficients(Regression.SPREAD, weights);
	}

	private double[] coefficients(String answer, DenseMatrix weights) {
		int row = model.getOutputIDInfo().getID(new Regressor(answer, 0));
		return coefficients(row, answer, weights);
	}

	private double[] coefficients(int row, String answer, DenseMatrix weights) {
		if (row < 0 || row >= weights.getDimension1Size() || weights.getDimension2Size() != Features.NAMES.length + 1) {
			throw new UnusableModelException("it does not answer " + answer);
		}
		double[] coefficients = new double[weights.getDimension2Size()];
		for (int i = 0; i < coefficients.length; i++) {
			coefficients[i] = weights.get(row, i);
			if (!Double.isFinite(coefficients[i])) {
				throw new UnusableModelException("its coefficients are not finite");
			}
		}
		return coefficients;
	}

	public LinearSGDModel model() {
		return model;
	}

	/**
	 * Predicts the correction of a forecast.
	 * @param horizon the horizon of the forecast, in days
	 */
	public Correction correction(double horizon, ReaderState state) {
		return correction(Features.of(horizon, state));
	}

	public Correction correction(Features features) {
		return new Correction(shift(features), 1 + spread(features));
	}

	public double shift(Features features) {
		return linear(shift, features);
	}

	public double spread(Features features) {
		return linear(spread, features);
	}

	private static double linear(double[] coefficients, Features features) {
		double[] values = features.values();
		double sum = coefficients[values.length];
		for (int i = 0; i < values.length; i++) {
			sum += coefficients[i] * values[i];
		}
		return sum;
	}

}
