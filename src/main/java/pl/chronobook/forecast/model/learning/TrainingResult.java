package pl.chronobook.forecast.model.learning;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;

/**
 * The result of training one reader.
 *
 * @param outcome of the comparison with the forecast without a model
 * @param model the reader's model if it won, else null
 * @param backtest the errors with and without the model on the reader's own past
 */
public record TrainingResult(Outcome outcome, @Nullable ReaderModel model, BacktestResult backtest) {

	/** The verdict of the backtest on the model. */
	public enum Outcome {

		/** The model is expected to forecast better than {@code CONTEXT}. */
		WON,

		/** The model is expected to forecast no better than {@code CONTEXT}. */
		LOST,

		/** The history is too short for a backtest. */
		TOO_LITTLE

	}

}
