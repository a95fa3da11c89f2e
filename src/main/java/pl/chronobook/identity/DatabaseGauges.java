package pl.chronobook.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gauges whose values are read from the database. While the database does not answer they
 * have no value, so that alerts see a gap instead of an outdated figure.
 */
public final class DatabaseGauges {

	private static final Logger log = LoggerFactory.getLogger(DatabaseGauges.class);

	private static final int MAX_COUNTED = 1_000;

	private static final Pattern ESTIMATE = Pattern.compile("rows=([0-9]+)");

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

	/**
	 * Returns the number of rows of a query. In a table of at most {@value #MAX_COUNTED}
	 * rows they are counted. For a larger table PostgreSQL's estimate is returned, which
	 * takes the same time for every size and is wrong by a few per cent.
	 * @param rows the query from {@code FROM} on; it must not contain text from outside
	 */
	public static long count(JdbcClient jdbc, String table, String rows) {
		boolean large = jdbc.sql("SELECT reltuples > ? FROM pg_class WHERE oid = to_regclass(?)")
			.params(MAX_COUNTED, table)
			.query(Boolean.class)
			.single();
		if (!large) {
			return jdbc.sql("SELECT count(*) " + rows).query(Long.class).single();
		}
		String plan = jdbc.sql("EXPLAIN SELECT " + rows).query(String.class).list().getFirst();
		Matcher estimate = ESTIMATE.matcher(plan);
		if (!estimate.find()) {
			throw new IllegalStateException("A plan without an estimate: " + plan);
		}
		return Long.parseLong(estimate.group(1));
	}

	/** Sets a gauge that has a single value. */
	public static void set(MultiGauge gauge, Number value) {
		gauge.register(List.of(MultiGauge.Row.of(Tags.empty(), value)), true);
	}

	/** Creates the row of a gauge for one value of its tag. */
	public static MultiGauge.Row<?> row(String tag, String tagValue, Number value) {
		return MultiGauge.Row.of(Tags.of(tag, tagValue), value);
	}

}
