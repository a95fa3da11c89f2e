package pl.chronobook.forecast.domain;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.PageFacts;
import pl.chronobook.identity.ReaderId;

/**
 * What forecasts rest on besides the list: the plan, whose row changes with its periods
 * too, and the model in use.
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
