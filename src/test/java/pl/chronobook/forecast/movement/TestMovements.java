package pl.chronobook.forecast.movement;

import java.time.Clock;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.forecast.facts.ReaderFactsCache;

/**
 * The movements of an application context, with another clock.
 */
public final class TestMovements {

	private TestMovements() {
	}

	public static Movements at(Clock clock, ApplicationContext beans) {
		return new Movements(beans.getBean(JdbcClient.class), beans.getBean(JsonMapper.class),
				beans.getBean(ReaderFactsCache.class), clock);
	}

}
