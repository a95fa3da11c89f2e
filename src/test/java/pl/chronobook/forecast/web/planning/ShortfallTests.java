package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.Histories;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.forecast.plan.Goal.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The odds of any goal, with the forecasts of the engine for a reader with sessions and
 * for one with finish dates only.
 */
class ShortfallTests {

	private static final LocalDate ORIGIN = Histories.MONDAY;

	private static final List<ReaderHistory> HISTORIES = List.of(Histories.irregular(ORIGIN, 120),
			new ReaderHistory(List.of(), Histories.books(ORIGIN.minusDays(3), 20, 11, 320)));

	/** Tails beyond the outermost quantiles are extrapolated and may cross by less. */
	private static final double TAIL = 1e-6;

	@Property(tries = 150, seed = "20261128")
	void oddsAreAProbabilityThatFallsAsTheGoalRises(@ForAll("readers") Reading reader, @ForAll Unit unit,
			@ForAll @DoubleRange(min = 0, max = 1) double low, @ForAll @DoubleRange(min = 0, max = 1) double rise) {
		int usual = (unit == Unit.BOOKS) ? 120 : 30_000;
		int amount = 1 + (int) (low * usual);
		double odds = chance(reader, new Goal(amount, unit));
		assertThat(odds).isBetween(0.0, 1.0);
		assertThat(chance(reader, new Goal(amount + (int) (rise * usual / 10), unit))).isBetween(0.0, odds + TAIL);
	}

	@Property(tries = 50, seed = "20261128")
	void reachedGoalIsCertain(@ForAll("readers") Reading reader, @ForAll Unit unit) {
		int done = (int) reader.done(unit);
		if (done > 0) {
			assertThat(chance(reader, new Goal(done, unit))).isEqualTo(1);
		}
		assertThat(shortfall(reader, new Goal(done + 1, unit)).missing()).isOne();
	}

	@Property(tries = 150, seed = "20261128")
	void whatIsMissingIsWhatTheBooksHold(@ForAll("readers") Reading reader, @ForAll Unit unit,
			@ForAll @DoubleRange(min = 0, max = 1) double share) {
		Goal goal = new Goal(1 + (int) (share * (unit.most() - 1)), unit);
		Shortfall shortfall = shortfall(reader, goal);
		assertThat(shortfall.missing()).isEqualTo(Math.max(0, goal.amount() - reader.done(unit)));
		assertThat(shortfall.padded()).isBetween(0L, shortfall.missing());
		assertThat(shortfall.pages()).allSatisfy(pages -> assertThat(pages).isPositive())
			.hasSizeLessThanOrEqualTo(unit == Unit.BOOKS ? goal.amount() : 1_000 + reader.waiting().size());
		assertThat(unit == Unit.BOOKS ? shortfall.pages().size() : shortfall.totalPages())
			.isEqualTo(shortfall.missing());
	}

	private static Shortfall shortfall(Reading reader, Goal goal) {
		return Shortfall.of(goal, reader.done(goal.unit()), reader.waiting(), reader.averageLength());
	}

	private static double chance(Reading reader, Goal goal) {
		return shortfall(reader, goal).chanceBy(ORIGIN.plusDays(reader.daysLeft()), ORIGIN,
				pages -> ForecastEngine
					.forecast(ForecastRequest.of(HISTORIES.get(reader.history()), ORIGIN,
							pages.stream().map(Integer::doubleValue).toList()))
					.orElseThrow()
					.wholeList());
	}

	@Provide
	Arbitrary<Reading> readers() {
		return Combinators
			.combine(Arbitraries.integers().between(0, HISTORIES.size() - 1),
					Arbitraries.integers().between(0, 900).list().ofMaxSize(30), Arbitraries.integers().between(1, 900),
					Arbitraries.longs().between(0, 4_000), Arbitraries.integers().between(0, 365))
			.as(Reading::new);
	}

	/**
	 * A reader in a year.
	 *
	 * @param history the number of the history
	 * @param waiting the pages left in each book of the list
	 * @param averageLength the average pages of a book
	 * @param read the pages read this year
	 * @param daysLeft the days left after the origin
	 */
	record Reading(int history, List<Integer> waiting, int averageLength, long read, int daysLeft) {

		long done(Unit unit) {
			return (unit == Unit.BOOKS) ? this.read / 100 : this.read;
		}

	}

}
