package pl.chronobook.forecast.plan;

import org.jspecify.annotations.Nullable;

/**
 * The amount that a reader would like to read in each year.
 *
 * @param amount the number of books or pages, 1 up to the most of the unit
 * @param unit what is counted
 */
public record Goal(int amount, Unit unit) {

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the amount is outside the range of the unit
	 */
	public Goal {
		if (!unit.allows(amount)) {
			throw new IllegalArgumentException("No goal: %d %s".formatted(amount, unit));
		}
	}

	/** The goal of two numbers of which at most one is given; null if neither is. */
	static @Nullable Goal of(@Nullable Integer books, @Nullable Integer pages) {
		if (books != null && pages != null) {
			throw new IllegalArgumentException("Two goals: %d books and %d pages".formatted(books, pages));
		}
		if (books != null) {
			return new Goal(books, Unit.BOOKS);
		}
		return (pages != null) ? new Goal(pages, Unit.PAGES) : null;
	}

	/** The amount of a goal if it is in a unit; null for no goal or another unit. */
	static @Nullable Integer amount(@Nullable Goal goal, Unit unit) {
		return (goal != null && goal.unit == unit) ? goal.amount : null;
	}

	/**
	 * The unit of a goal.
	 */
	public enum Unit {

		/** Finished books. */
		BOOKS(1_000),
		/** Pages read, also those of unfinished books. */
		PAGES(100_000);

		private final int most;

		Unit(int most) {
			this.most = most;
		}

		/** Returns the highest goal in this unit. */
		public int most() {
			return this.most;
		}

		/** Tells whether a goal may have this amount. */
		public boolean allows(int amount) {
			return amount >= 1 && amount <= this.most;
		}

	}

}
