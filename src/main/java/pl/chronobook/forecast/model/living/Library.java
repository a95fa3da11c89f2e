package pl.chronobook.forecast.model.living;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All books that a reader ever put on the list, in the order of their days.
 *
 * @param books by the day they were added
 */
public record Library(List<LibraryBook> books) {

	public Library {
		books = books.stream()
			.sorted(Comparator.comparing(LibraryBook::added).thenComparingDouble(LibraryBook::pages))
			.toList();
	}

	/**
	 * The library as it was known at the start of {@code origin}: later books are absent,
	 * later fates unknown.
	 */
	public Library asOf(LocalDate origin) {
		return new Library(
				books.stream().filter(book -> book.added().isBefore(origin)).map(book -> book.asOf(origin)).toList());
	}

	/** Books that wait on the list at the start of {@code day}. */
	public List<LibraryBook> pile(LocalDate day) {
		return books.stream().filter(book -> book.waits(day)).toList();
	}

	/**
	 * Counts the books added on each day.
	 */
	Map<LocalDate, Integer> addedByDay() {
		Map<LocalDate, Integer> byDay = new HashMap<>();
		books.forEach(book -> byDay.merge(book.added(), 1, Integer::sum));
		return byDay;
	}

}
