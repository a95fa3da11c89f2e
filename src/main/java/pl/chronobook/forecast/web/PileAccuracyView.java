package pl.chronobook.forecast.web;

import java.util.List;

import pl.chronobook.forecast.model.living.ListBacktest;

/**
 * Forecasts of the living list that were tried on its past, as the page shows them.
 *
 * @param count how many
 * @param held how many ranges held
 * @param better by how many per cent the error is smaller than that of the list as it
 * stands; 0 if it is not
 */
record PileAccuracyView(int count, int held, long better) {

	static PileAccuracyView of(List<ListBacktest.Result> results) {
		double error = results.stream().mapToDouble(ListBacktest.Result::score).sum();
		double still = results.stream().mapToDouble(ListBacktest.Result::asItStands).sum();
		return new PileAccuracyView(results.size(), (int) results.stream().filter(ListBacktest.Result::held).count(),
				(still > 0) ? Math.max(0, Math.round(100 * (1 - error / still))) : 0);
	}

}
