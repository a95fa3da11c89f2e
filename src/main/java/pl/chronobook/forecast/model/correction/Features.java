package pl.chronobook.forecast.model.correction;

/**
 * The features of a forecast, in training and in serving. All are scaled to -1 to 1,
 * because Tribuo does not scale. A change of the features must raise {@link #VERSION}:
 * models of another version are not used.
 *
 * @param activity the share of days with reading in the last four weeks, minus the usual
 * share
 * @param pause {@link ReaderState#pause()}, minus the usual value
 * @param soon the nearness of the horizon: 1 for now, 0 for far away
 */
public record Features(double activity, double pause, double soon) {

	/** The version of the meaning of the features and of what a model answers. */
	static final int VERSION = 3;

	/** The names in the order of their ids in Tribuo, which is alphabetical. */
	static final String[] NAMES = { "activity", "pause", "soon" };

	private static final double SOON_DAYS = 28;

	private static final double SHORTEST = 7;

	private static final double USUAL_ACTIVITY = 0.5;

	private static final double USUAL_PAUSE = 0.25;

	/**
	 * The features of a forecast.
	 * @param horizon of the forecast, days
	 */
	public static Features of(double horizon, ReaderState state) {
		return new Features(state.activity() - USUAL_ACTIVITY, state.pause() - USUAL_PAUSE,
				Math.exp(-Math.max(horizon, SHORTEST) / SOON_DAYS));
	}

	/** The features of an average reader. */
	public static Features usual(double horizon) {
		return of(horizon, new ReaderState(USUAL_PAUSE, USUAL_ACTIVITY));
	}

	/** Returns the values in the order of {@link #NAMES}. */
	double[] values() {
		return new double[] { activity, pause, soon };
	}

}
