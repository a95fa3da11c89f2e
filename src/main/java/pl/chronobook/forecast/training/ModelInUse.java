package pl.chronobook.forecast.training;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;

/**
 * The model that a reader's forecasts rest on.
 *
 * @param version rises with each other model; 0 while none is in use
 * @param model the model; null while none is in use
 * @param since when it was trained
 * @param share of the error of forecasts of the reader's own past that it takes away;
 * negative if it adds to it
 * @param problem why the model that was trained is not in use; null if it is, or if there
 * is none
 */
public record ModelInUse(int version, @Nullable ReaderModel model, @Nullable Instant since, double share,
		@Nullable Problem problem) {

	static final ModelInUse NONE = new ModelInUse(0, null, null, 0, null);

	/** The error that the model takes away in whole per cent, 0 if it is not smaller. */
	public long percent() {
		return Math.max(0, Math.round(100 * this.share));
	}

	/** The reason why a trained model is not in use. */
	public enum Problem {

		/** It was trained by another version of the program. */
		OTHER_VERSION,

		/** Its bytes are not what was stored. */
		DAMAGED

	}

}
