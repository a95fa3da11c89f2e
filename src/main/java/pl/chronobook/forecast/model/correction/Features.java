package pl.chronobook.forecast.model;

/**
 * What a model computes with, in training and in use. All lie between -1 and 1, because
 * Tribuo scales nothing. Whoever adds, drops or redefines one raises the version: a model
 * of another version is not used.
 *
 * @param activity share of the last four weeks' days with reading, from the usual one
 * @param pause how long nothing has been read, from the usual
 * @param soon how near the horizon is: 1 for now, 0 for far away
 */
record Features(double activity, double pause, double soon) {

	/** The version of the meaning of the features and of what a model answers. */
	static final int VERSION = 1;

	/** In the order of their ids in Tribuo, which is the alphabet's. */
	static final String[] NAMES = { "activity", "pause", "soon" };

	private static final double SOON_DAYS = 28;

	private static final double SHORTEST = 7;

	private static final double USUAL_ACTIVITY = 0.5;

	private static final double USUAL_PAUSE = 0.25;

	/**
	 * The features of a forecast.
	 * @param horizon how far it looks, days
	 */
	static Features of(double horizon, Standing standing) {
		return new Features(standing.activity() - USUAL_ACTIVITY, standing.pause() - USUAL_PAUSE,
				Math.exp(-Math.max(horizon, SHORTEST) / SOON_DAYS));
	}

	/** Features of nobody in particular. */
	static Features usual(double horizon) {
		return of(horizon, new Standing(USUAL_PAUSE, USUAL_ACTIVITY));
	}

	/** In the order of {@link #NAMES}. */
	double[] values() {
		return new double[] { activity, pause, soon };
	}

}
