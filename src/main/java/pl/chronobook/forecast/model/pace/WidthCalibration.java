package pl.chronobook.forecast.model.pace;

/**
 * Mean square of past surprises, shrunk to the usual one; overlapping forecasts carry
 * only part of a weight.
 */
public final class WidthCalibration {

	private double squares;

	private double weight;

	public WidthCalibration(Prior prior) {
		squares = prior.trust() * prior.width() * prior.width();
		weight = prior.trust();
	}

	public void add(double surprise, double share) {
		squares += share * surprise * surprise;
		weight += share;
	}

	public double width() {
		return Math.sqrt(squares / weight);
	}

}
