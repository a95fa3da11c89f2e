package pl.chronobook.transfer.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One kind of CSV file that histories come in. A file's kind is known by the columns it
 * has, never by its name.
 */
interface HistoryFormat {

	/**
	 * What the format is called in {@code transfer.format.NAME}.
	 */
	String name();

	/**
	 * The columns by which it is recognised, in lower case; a file may have others too.
	 */
	List<String> columns();

	/**
	 * Reads the history of one reader from a table that has the columns.
	 */
	History read(CsvTable table, Reading reading);

	/**
	 * Whether it comes from ChronoBook, and so is taken at its word.
	 */
	default boolean isOwn() {
		return false;
	}

	/**
	 * For whom, where and when a file is read.
	 *
	 * @param zone where times without an offset were read off the clock
	 * @param now after which nothing can have been read
	 * @param choices what the reader decided
	 * @param pagesPerHour how fast the reader reads, to guess pages from minutes
	 * @param titles what the books of a shop are called, by its numbers
	 * @param refused hears of each row that is left out
	 */
	record Reading(ZoneId zone, Instant now, Choices choices, double pagesPerHour, Map<String, String> titles,
			Consumer<RejectedRow> refused) {

		/** The pace of somebody of whom nothing is known. */
		static final double USUAL_PACE = 40;

		Reading(ZoneId zone, Instant now, Choices choices, double pagesPerHour, Map<String, String> titles) {
			this(zone, now, choices, pagesPerHour, titles, row -> {
			});
		}

		Reading(ZoneId zone, Instant now, @Nullable String person) {
			this(zone, now, Choices.of(person), USUAL_PACE, Map.of());
		}

		Reading telling(Consumer<RejectedRow> other) {
			return new Reading(this.zone, this.now, this.choices, this.pagesPerHour, this.titles, other);
		}

		@Nullable String person() {
			return this.choices.person();
		}

	}

}
