package pl.chronobook.transfer.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a reader decided on the preview; null where nothing was.
 *
 * @param person which of several readers in a file
 * @param trustBulkDates whether dates that many books share count as evidence of the pace
 * @param skipOdd whether sessions that are too long or too fast are left out
 * @param staleAbandoned whether Kindle books that nobody opened for long were given up,
 * rather than finished
 */
public record Choices(@Nullable String person, @Nullable Boolean trustBulkDates, @Nullable Boolean skipOdd,
		@Nullable Boolean staleAbandoned) {

	/** Nothing but which of several readers. */
	public static Choices of(@Nullable String person) {
		return new Choices(person, null, null, null);
	}

	boolean trustsBulkDates() {
		return Boolean.TRUE.equals(this.trustBulkDates);
	}

	boolean takesStaleAsAbandoned() {
		return Boolean.TRUE.equals(this.staleAbandoned);
	}

}
