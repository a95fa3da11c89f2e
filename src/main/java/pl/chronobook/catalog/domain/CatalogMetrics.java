package pl.chronobook.catalog.domain;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.DatabaseGauges;

/**
 * Publishes the number of books by the source of their length as a metric, so that the
 * share of books with a length can be watched.
 */
@Component
class CatalogMetrics {

	private final JdbcClient jdbc;

	private final DatabaseGauges gauges;

	private final MultiGauge books;

	CatalogMetrics(JdbcClient jdbc, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.gauges = new DatabaseGauges(meters);
		this.books = this.gauges.add("catalog.books", "Books by the source of their length");
	}

	@Scheduled(fixedRateString = "PT5M")
	void refresh() {
		this.gauges.refresh(() -> this.books.register(
				this.jdbc
					.sql("""
							SELECT CASE WHEN page_count IS NULL THEN 'missing' WHEN page_count_source IS NOT NULL
							    THEN page_count_source WHEN owner_id IS NOT NULL THEN 'typed' ELSE 'unrecorded' END AS length,
							    count(*) AS number
							FROM books GROUP BY 1
							""").<MultiGauge
							.Row<?>>query(
									(row, index) -> DatabaseGauges.row("length", row.getString("length"),
											row.getLong("number")))
					.list(),
				true));
	}

}
