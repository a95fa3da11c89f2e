package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Forecasts.Context;
import pl.chronobook.forecast.facts.ReaderFacts;
import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingHistory.FinishedReading;
import pl.chronobook.reading.ReadingHistory.QueuedBook;
import pl.chronobook.reading.ReadingStatistics;

/**
 * Compares a goal with the forecast.
 */
@Component
public class Goals {

	private static final int DAYS_PER_WEEK = 7;

	private final Forecasts forecasts;

	private final ReadingStatistics statistics;

	Goals(Forecasts forecasts, ReadingStatistics statistics) {
		this.forecasts = forecasts;
		this.statistics = statistics;
	}

	/**
	 * Computes the chance of a goal and the pace that it takes. Pages read are those that
	 * the statistics count.
	 * @param today the reader's day
	 * @return empty if there is no forecast yet
	 */
	public Optional<GoalView> view(ReaderId reader, Goal goal, LocalDate today) {
		return this.forecasts.contextOf(reader).map(context -> {
			long done = switch (goal.unit()) {
				case BOOKS -> booksFinished(context.facts(), today.getYear());
				case PAGES -> this.statistics.figures(reader).thisYear().pages();
			};
			return view(goal, done, context, today.with(TemporalAdjusters.lastDayOfYear()));
		});
	}

	private GoalView view(Goal goal, long done, Context context, LocalDate end) {
		Shortfall shortfall = Shortfall.of(goal, done,
				context.facts().queue().stream().map(QueuedBook::remainingPages).toList(),
				averageLength(context.facts()));
		LocalDate origin = context.now().origin();
		double chance = shortfall.chanceBy(end, origin,
				pages -> this.forecasts.withChanges(context, pages, List.of(), 0).wholeList());
		long days = Math.max(1, ChronoUnit.DAYS.between(origin, end) + 1);
		return new GoalView(goal, done, shortfall.missing(), shortfall.padded(), Likelihood.of(chance),
				each(1, shortfall.totalPages(), days), each(DAYS_PER_WEEK, shortfall.totalPages(), days),
				Math.round(context.now().forecast().evidence().currentPagesPerDay()));
	}

	/** Returns the pages of some days if all are spread over more, rounded up. */
	private static long each(int someDays, long pages, long days) {
		return Math.ceilDiv(pages * Math.min(someDays, days), days);
	}

	private static long booksFinished(ReaderFacts facts, int year) {
		return facts.finished()
			.stream()
			.map(reading -> reading.dates().end())
			.filter(day -> day != null && day.getYear() == year)
			.count();
	}

	/** Returns the mean length of finished and waiting books; 1 if no length is known. */
	private static int averageLength(ReaderFacts facts) {
		List<Integer> lengths = new ArrayList<>();
		for (FinishedReading reading : facts.finished()) {
			if (reading.pages() != null) {
				lengths.add(reading.pages());
			}
		}
		for (QueuedBook book : facts.queue()) {
			if (book.pageCount() != null) {
				lengths.add(book.pageCount());
			}
		}
		return (int) Math.ceil(lengths.stream().mapToInt(Integer::intValue).average().orElse(1));
	}

}
