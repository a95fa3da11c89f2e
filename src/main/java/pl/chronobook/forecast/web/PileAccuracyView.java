package pl.chronobook.forecast.web;

import java.util.List;

import pl.chronobook.forecast.model.living.ListBacktest;

/**
 * The backtest of the living list, prepared for the accuracy page.
 *
 * @param count the number of forecasts
 * @param held the number of forecasts whose range held
 * @param better the per cent by which the error is smaller than that of a forecast
 * without new books; at least 0
 */
record PileAccuracyView(int count, int held, long better) {

	static PileAccuracyView of(List<ListBacktest.Result> results) {
		double error = results.stream().mapToDouble(ListBacktest.Result::score).sum();
		double still = results.stream().mapToDouble(ListBacktest.Result::asItStands).sum();
		return new PileAccuracyView(results.size(), (int) results.stream().filter(ListBacktest.Result::held).count(),
				(still > 0) ? Math.max(0, Math.round(100 * (1 - error / still))) : 0);
	}

}
