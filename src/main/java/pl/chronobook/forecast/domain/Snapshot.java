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
 * A forecast as it was computed once, for one revision of the list and one day.
 *
 * @param computedAt when
 * @param origin the first day of the future
 * @param revision of the reading list it rests on
 * @param entries the queue's entries, in order; as many as the forecast has books
 * @param unknownLength how many of them have no known length and count as nothing
 * @param forecast what the engine said
 */
public record Snapshot(Instant computedAt, LocalDate origin, long revision, List<UUID> entries, int unknownLength,
		Forecast forecast) {

	public Snapshot {
		entries = List.copyOf(entries);
		if (entries.size() != forecast.books().size()) {
			throw new IllegalArgumentException("A forecast for each book of the queue");
		}
	}

	/** The day that a number of days from the origin falls on. */
	public LocalDate day(double days) {
		return Quantiles.date(this.origin, days);
	}

	/** Days until each entry is finished. */
	public Map<EntryId, Quantiles> byEntry() {
		Map<EntryId, Quantiles> byEntry = new HashMap<>();
		for (int i = 0; i < this.entries.size(); i++) {
			byEntry.put(new EntryId(this.entries.get(i)), this.forecast.books().get(i));
		}
		return byEntry;
	}

}
