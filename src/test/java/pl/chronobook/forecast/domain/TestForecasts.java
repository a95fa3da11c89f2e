package pl.chronobook.forecast.domain;

import java.time.Clock;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.context.ApplicationContext;

import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.training.Models;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;

/**
 * The forecasts of an application context, with another clock.
 */
public final class TestForecasts {

	private TestForecasts() {
	}

	public static Forecasts at(Clock clock, ApplicationContext beans) {
		return new Forecasts(beans.getBean(Snapshots.class), beans.getBean(Plans.class), beans.getBean(Models.class),
				beans.getBean(ReaderFactsCache.class), beans, beans.getBean(ReadingHistory.class),
				beans.getBean(Readers.class), clock, ObservationRegistry.NOOP);
	}

}
