package pl.chronobook.transfer.history;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingArchive.ArchivedReading;

/**
 * Finds finish dates that were entered in bulk: readers who add old books give many of
 * them the same day, mostly the first or last of a year. Such a book was read, but its
 * date is no evidence of the pace. A reading with a known first day was recorded with
 * care and is trusted.
 */
final class BulkDates {

	private static final Set<MonthDay> ENDS_OF_YEARS = Set.of(MonthDay.of(1, 1), MonthDay.of(12, 31));

	/** The number of books that makes the first or last day of a year a bulk entry. */
	private static final int AT_ENDS_OF_YEARS = 2;

	/** The number of books that makes any day a bulk entry. */
	private static final int ANY_DAY = 5;

	private BulkDates() {
	}

	/** Returns the days that are bulk entries. */
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

	/** Returns whether the day of a reading was probably entered in bulk. */
	static boolean isDoubtful(ArchivedReading reading, Set<LocalDate> bulk) {
		return reading.evidence() && isBare(reading) && bulk.contains(end(reading));
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
