package pl.chronobook.forecast;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;

/**
 * Finish dates of a reader's list.
 */
public interface FinishForecasts {

	/**
	 * Returns the forecast for the reader's present list.
	 * @return empty if the reader has neither a history nor an assumed pace
	 */
	Optional<FinishForecast> of(ReaderId reader);

	/**
	 * The deadline that the reader keeps, and how likely it is.
	 * @return empty without a deadline, or without a forecast
	 */
	Optional<Deadline> deadlineOf(ReaderId reader);

	/**
	 * A day by which a reader would like to finish the list.
	 *
	 * @param by the day
	 * @param chance the probability of finishing by then, 0 to 1
	 */
	record Deadline(LocalDate by, double chance) {
	}

	/**
	 * A forecast.
	 *
	 * @param computedAt the time of the computation
	 * @param origin the first day of the future, by the reader's calendar
	 * @param stage the method of the forecast: {@code SIMPLE}, {@code PACE},
	 * {@code CONTEXT} or {@code MODEL}
	 * @param finish the dates by which the whole list is finished
	 * @param pagesLeft pages of the whole list still to be read
	 * @param booksWithoutLength books that count as no pages because of their unknown
	 * length
	 * @param basis the evidence on which it rests
	 * @param books the books in their order
	 */
	record FinishForecast(Instant computedAt, LocalDate origin, String stage, FinishDates finish, int pagesLeft,
			int booksWithoutLength, Basis basis, List<BookForecast> books) {

		public FinishForecast {
			books = List.copyOf(books);
		}

	}

	/**
	 * The dates by which something is finished with a probability of 5, 10, 25, 50, 75,
	 * 90 and 95 %. They do not decrease.
	 */
	record FinishDates(LocalDate p05, LocalDate p10, LocalDate p25, LocalDate p50, LocalDate p75, LocalDate p90,
			LocalDate p95) {
	}

	/**
	 * A book of a forecast.
	 *
	 * @param entry its place on the list
	 * @param title its title
	 * @param author its authors
	 * @param pagesLeft pages still to be read; null if its length is unknown
	 * @param finish the dates by which it is finished; null if its length is unknown
	 */
	record BookForecast(EntryId entry, String title, String author, @Nullable Integer pagesLeft,
			@Nullable FinishDates finish) {
	}

	/**
	 * The evidence behind a forecast.
	 *
	 * @param sessions reading sessions
	 * @param books finished books
	 * @param activeDays days with reading
	 * @param calendarDays days from the first of them to the origin
	 * @param pagesPerDay mean pages a calendar day; 0 without a history
	 * @param currentPagesPerDay the present level of the pace, pages a calendar day
	 * @param pagesPerHour reading speed; null without sessions
	 * @param hoursPerWeek reading habit; null without sessions
	 * @param assumed whether it rests on the reader's guess alone
	 */
	record Basis(int sessions, int books, int activeDays, int calendarDays, double pagesPerDay,
			double currentPagesPerDay, @Nullable Double pagesPerHour, @Nullable Double hoursPerWeek, boolean assumed) {
	}

}
