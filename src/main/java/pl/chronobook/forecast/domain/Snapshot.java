package pl.chronobook.forecast.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.reading.EntryId;

/**
 * A stored forecast for one revision of the list and one day.
 *
 * @param computedAt the time of the computation
 * @param origin the first day of the future
 * @param revision the revision of the list
 * @param entries the queue's entries, in order; as many as the forecast has books
 * @param unknownLength the number of them that count as no pages because their length is
 * unknown
 * @param forecast the forecast
 */
public record Snapshot(Instant computedAt, LocalDate origin, long revision, List<UUID> entries, int unknownLength,
		Forecast forecast) {

	public Snapshot {
		entries = List.copyOf(entries);
		if (entries.size() != forecast.books().size()) {
			throw new IllegalArgumentException("A forecast for each book of the queue");
		}
	}

	/** Converts a number of days from the origin into a date. */
	public LocalDate day(double days) {
		return Quantiles.date(this.origin, days);
	}

	/** Returns the days until each entry is finished. */
	public Map<EntryId, Quantiles> byEntry() {
		Map<EntryId, Quantiles> byEntry = new HashMap<>();
		for (int i = 0; i < this.entries.size(); i++) {
			byEntry.put(new EntryId(this.entries.get(i)), this.forecast.books().get(i));
		}
		return byEntry;
	}

}
