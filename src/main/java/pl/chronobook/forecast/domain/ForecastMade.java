package pl.chronobook.forecast.domain;

import java.time.LocalDate;
import java.util.List;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * A new forecast was computed and stored. Published within that transaction, for other
 * packages of this module only.
 *
 * @param reader the reader to whom it belongs
 * @param today the reader's day
 * @param snapshot the stored forecast
 * @param queue the books of the forecast, in order
 */
public record ForecastMade(ReaderId reader, LocalDate today, Snapshot snapshot, List<QueuedBook> queue) {

	public ForecastMade {
		queue = List.copyOf(queue);
	}

}
