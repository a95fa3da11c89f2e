package pl.chronobook.forecast.domain;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.ReaderId;

/**
 * Contributes the versions of the plan and of the model in use to the cache of pages. The
 * row of the plan also changes with its periods.
 */
@Component
class ForecastPageFacts implements PageFacts {

	private final JdbcClient jdbc;

	ForecastPageFacts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Optional<String> version(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT concat_ws(' ', (SELECT xmin FROM forecast_plans WHERE user_id = :reader), '/',
				  (SELECT xmin FROM training_progress WHERE user_id = :reader))""")
			.param("reader", reader.value())
			.query(String.class)
			.optional();
	}

}
