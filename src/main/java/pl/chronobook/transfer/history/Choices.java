package pl.chronobook.transfer.history;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.ReadingStatus;

/**
 * The decisions of a reader on the preview; null where there is none.
 *
 * @param person the chosen one of several readers in a file
 * @param trustBulkDates whether dates that many books share count as evidence of the pace
 * @param skipOdd whether sessions that are too long or too fast are left out
 * @param staleAbandoned whether Kindle books that were not opened for a long time count
 * as abandoned, rather than finished
 * @param shelves the place of the books on each shelf of the reader's own
 */
public record Choices(@Nullable String person, @Nullable Boolean trustBulkDates, @Nullable Boolean skipOdd,
		@Nullable Boolean staleAbandoned, @Nullable Map<String, ReadingStatus> shelves) {

	/** Creates choices without shelves. */
	public Choices(@Nullable String person, @Nullable Boolean trustBulkDates, @Nullable Boolean skipOdd,
			@Nullable Boolean staleAbandoned) {
		this(person, trustBulkDates, skipOdd, staleAbandoned, null);
	}

	/** Creates choices with only the person. */
	public static Choices of(@Nullable String person) {
		return new Choices(person, null, null, null);
	}

	@Nullable ReadingStatus shelf(String name) {
		return (this.shelves != null) ? this.shelves.get(name) : null;
	}

	boolean trustsBulkDates() {
		return Boolean.TRUE.equals(this.trustBulkDates);
	}

	public boolean takesStaleAsAbandoned() {
		return Boolean.TRUE.equals(this.staleAbandoned);
	}

}
