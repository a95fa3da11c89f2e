package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.Regression.Row;

/**
 * What is believed of a reader's model before the reader's own past has its say: the
 * model of readers at large, and by how much a reader's own usually gains on the forecast
 * without it. A reader with little data borrows from it.
 */
public final class Population {

	/** Nothing is known of other readers: forecasts are right as they are. */
	public static final Population NONE = new Population(null, 0, 0);

	/**
	 * Believed observations behind the belief that nothing needs to be corrected, before
	 * any reader is known. Every reader at large weighs at most {@link #MOST_OF_ONE}.
	 */
	static final double DOUBT = 1000;

	private static final double MOST_OF_ONE = 12;

	/**
	 * Gain in the error of an observation, standard deviations, that a reader's own model
	 * is believed to bring before anything is known. A figure well above 0 says: use it
	 * unless the reader's own past speaks against it.
	 */
	private static final double BELIEVED_GAIN = 0.025;

	private static final double BELIEVED_OBSERVATIONS = 100;

	private final @Nullable ReaderModel model;

	private final double gain;

	private final double observations;

	private Population(@Nullable ReaderModel model, double gain, double observations) {
		this.model = model;
		this.gain = gain;
		this.observations = observations;
	}

	/**
	 * What an earlier sample taught.
	 * @param totalGain as {@link #totalGain()} said
	 * @param observations as {@link #observations()} said
	 */
	public static Population stored(@Nullable ReaderModel model, double totalGain, double observations) {
		return new Population(model, totalGain, observations);
	}

	/**
	 * Learns from a sample of readers; the order of the sample matters to the last
	 * digits.
	 * @param origin nothing on or after it is looked at
	 */
	public static Population of(Collection<ReaderHistory> sample, LocalDate origin) {
		List<List<Observation>> pasts = sample.stream()
			.map(history -> Observation.of(history, origin))
			.filter(past -> !past.isEmpty())
			.toList();
		return ofPasts(pasts, origin);
	}

	static Population ofPasts(List<List<Observation>> pasts, LocalDate origin) {
		if (pasts.isEmpty()) {
			return NONE;
		}
		List<Row> rows = new ArrayList<>();
		for (List<Observation> past : pasts) {
			double total = past.stream().mapToDouble(Observation::weight).sum();
			rows.addAll(Teaching.rows(past, Math.min(1, MOST_OF_ONE / total), NONE));
		}
		rows.addAll(Teaching.beliefs(NONE, DOUBT));
		Population first = new Population(new ReaderModel(Regression.fit(rows, origin)), 0, 0);
		double gain = 0;
		double observations = 0;
		for (List<Observation> past : pasts) {
			Trial trial = new Trainer(first).trial(past, origin);
			gain += trial.gain();
			observations += trial.observations();
		}
		return new Population(first.model, gain, observations);
	}

	/** The gain in error believed of a reader, standard deviations an observation. */
	double gain() {
		return (BELIEVED_GAIN * BELIEVED_OBSERVATIONS + this.gain) / (BELIEVED_OBSERVATIONS + this.observations);
	}

	double shift(Features features) {
		return this.model == null ? 0 : this.model.shift(features);
	}

	double spread(Features features) {
		return this.model == null ? 0 : this.model.spread(features);
	}

	/** The gain in error of all readers of the sample together. */
	public double totalGain() {
		return this.gain;
	}

	/** Independent observations that the gain was seen on. */
	public double observations() {
		return this.observations;
	}

	/** The model of readers at large, or null if there is none. */
	public @Nullable ReaderModel model() {
		return this.model;
	}

}
