package pl.chronobook.forecast.domain;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

import pl.chronobook.forecast.PlanChanged;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingListChanged;

/**
 * Recomputes forecasts in the background after changes, once for a burst of them, so that
 * pages need not wait.
 */
@Component
class ForecastListener {

	private final Forecasts forecasts;

	private final ReadingHistory history;

	private final Plans plans;

	ForecastListener(Forecasts forecasts, ReadingHistory history, Plans plans) {
		this.forecasts = forecasts;
		this.history = history;
		this.plans = plans;
	}

	@ApplicationModuleListener
	void on(ReadingListChanged event) {
		boolean newest = this.history.revisionOf(event.reader()) == event.revision();
		if (newest) {
			this.forecasts.forecast(event.reader());
		}
	}

	@ApplicationModuleListener
	void on(PlanChanged event) {
		boolean newest = this.plans.of(event.reader()).revision() == event.revision();
		if (newest) {
			this.forecasts.forecast(event.reader());
		}
	}

}
