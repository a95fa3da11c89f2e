package pl.chronobook.forecast.training;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;

/**
 * The model that a reader's forecasts use.
 *
 * @param version a number that rises with every new model; 0 while none is in use
 * @param model the model; null while none is in use
 * @param since the time of its training
 * @param share the share of the error in the reader's own past that the model takes away;
 * negative if the model adds to the error
 * @param problem the reason why a trained model is not in use; null if it is in use or
 * does not exist
 */
public record ModelInUse(int version, @Nullable ReaderModel model, @Nullable Instant since, double share,
		@Nullable Problem problem) {

	static final ModelInUse NONE = new ModelInUse(0, null, null, 0, null);

	/**
	 * Returns the share of the error that the model takes away in whole per cent, at
	 * least 0.
	 */
	public long percent() {
		return Math.max(0, Math.round(100 * this.share));
	}

	/** The reason why a trained model is not in use. */
	public enum Problem {

		/** It was trained by another version of the program. */
		OTHER_VERSION,

		/** Its bytes do not match the stored checksum. */
		DAMAGED

	}

}
