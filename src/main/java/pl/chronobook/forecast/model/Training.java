package pl.chronobook.forecast.model;

import org.jspecify.annotations.Nullable;

/**
 * What came of training.
 *
 * @param outcome whether there is a model to use, and if not, why
 * @param model the reader's model if it won, else null
 * @param trial how it did on the reader's own past
 */
public record Training(Outcome outcome, @Nullable ReaderModel model, Trial trial) {

	/** Whether a model is to be used. */
	public enum Outcome {

		/** The model is expected to be better than the forecast without it. */
		WON,

		/** The reader's own past speaks against the model. */
		LOST,

		/** There is too little to tell. */
		TOO_LITTLE

	}

}
