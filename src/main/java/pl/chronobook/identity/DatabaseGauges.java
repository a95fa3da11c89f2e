package pl.chronobook.identity;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Gauges whose values are read from the database. While the database does not answer they
 * have no value, so that alerts see a gap instead of an outdated figure.
 */
public final class DatabaseGauges {

	private static final Logger log = LoggerFactory.getLogger(DatabaseGauges.class);

	private final MeterRegistry meters;

	private final List<MultiGauge> gauges = new ArrayList<>();

	public DatabaseGauges(MeterRegistry meters) {
		this.meters = meters;
	}

	/**
	 * Registers a gauge that {@link #refresh} clears.
	 * @param name the name without the prefix {@code chronobook.}
	 */
	public MultiGauge add(String name, String description) {
		MultiGauge gauge = MultiGauge.builder("chronobook." + name).description(description).register(this.meters);
		this.gauges.add(gauge);
		return gauge;
	}

	/** Runs the queries that set the gauges; clears all of them if the database fails. */
	public void refresh(Runnable queries) {
		try {
			queries.run();
		}
		catch (DataAccessException ex) {
			log.debug("The database gives no values of metrics", ex);
			this.gauges.forEach(gauge -> gauge.register(List.of(), true));
		}
	}

	/** Sets a gauge that has a single value. */
	public static void set(MultiGauge gauge, Number value) {
		gauge.register(List.of(MultiGauge.Row.of(Tags.empty(), value)), true);
	}

	/** Returns the value of a gauge for one value of its tag. */
	public static MultiGauge.Row<?> row(String tag, String tagValue, Number value) {
		return MultiGauge.Row.of(Tags.of(tag, tagValue), value);
	}

}
