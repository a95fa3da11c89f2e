package pl.chronobook.forecast.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.Readers;

/**
 * Gives a demo account a holiday and a deadline, so that each page has something to show.
 */
@Component
class DemoPlan {

	private static final int DAYS_UNTIL_HOLIDAY = 45;

	private static final int HOLIDAY_DAYS = 9;

	private final Forecasts forecasts;

	private final Plans plans;

	private final Readers readers;

	private final Clock clock;

	DemoPlan(Forecasts forecasts, Plans plans, Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.plans = plans;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Plans a holiday, and a deadline with a chance of about 50 %: the end of the month
	 * in which the list is most probably finished. Runs after the model was trained.
	 */
	@EventListener
	@Order(1)
	void on(DemoStarted event) {
		LocalDate today = this.readers.get(event.reader()).dayOf(this.clock.instant());
		LocalDate first = today.plusDays(DAYS_UNTIL_HOLIDAY);
		this.plans.add(event.reader(), new PlannedPeriod(Ids.next(), first, first.plusDays(HOLIDAY_DAYS - 1),
				PlannedPeriod.Amount.MORE, "Wyjazd"));
		this.forecasts.forecast(event.reader())
			.map(snapshot -> snapshot.day(snapshot.forecast().wholeList().p50()))
			.ifPresent(
					finish -> this.plans.keepDeadline(event.reader(), finish.with(TemporalAdjusters.lastDayOfMonth())));
	}

}
