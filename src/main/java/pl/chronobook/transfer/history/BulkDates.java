package pl.chronobook.transfer.domain;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.ArchivedReading;

/**
 * Finds finish dates that nobody remembers: who fills a catalog with old books gives many
 * of them the same day, mostly the first or the last of a year. Such a book was read, but
 * its date says nothing of the pace. A reading whose first day is known as well was
 * recorded with care, and is believed.
 */
final class BulkDates {

	private static final Set<MonthDay> ENDS_OF_YEARS = Set.of(MonthDay.of(1, 1), MonthDay.of(12, 31));

	/** So many books of one day are a bulk if the day is the first or last of a year. */
	private static final int AT_ENDS_OF_YEARS = 2;

	/** So many books of one day are a bulk whatever the day. */
	private static final int ANY_DAY = 5;

	private BulkDates() {
	}

	/** The days that are bulk entries. */
	static Set<LocalDate> of(List<ImportedBook> books) {
		Map<LocalDate, Long> days = books.stream()
			.flatMap(book -> book.readings().stream())
			.filter(BulkDates::isBare)
			.collect(Collectors.groupingBy(BulkDates::end, Collectors.counting()));
		return days.entrySet()
			.stream()
			.filter(day -> day
				.getValue() >= (ENDS_OF_YEARS.contains(MonthDay.from(day.getKey())) ? AT_ENDS_OF_YEARS : ANY_DAY))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	/** Whether the dates of a reading are no evidence. */
	static boolean isDoubtful(ArchivedReading reading, Set<LocalDate> bulk) {
		return !reading.evidence() || (isBare(reading) && bulk.contains(end(reading)));
	}

	private static boolean isBare(ArchivedReading reading) {
		LocalDate end = reading.dates().end();
		return end != null && (reading.dates().start() == null || end.equals(reading.dates().start()));
	}

	private static LocalDate end(ArchivedReading reading) {
		@Nullable LocalDate end = reading.dates().end();
		return (end != null) ? end : LocalDate.MAX;
	}

}
