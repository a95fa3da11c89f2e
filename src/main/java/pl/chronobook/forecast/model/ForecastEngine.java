package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Forecasts when a queue of books will be read. Stateless, without randomness: the same
 * request gives the same forecast. The cost grows linearly with the history and with the
 * queue.
 */
public final class ForecastEngine {

	private static final int FOUR_WEEKS = 28;

	private static final double SECONDS_PER_HOUR = 3600;

	private static final double DAYS_PER_WEEK = 7;

	private final Prior prior;

	/** An engine that starts from what is known of readers in general. */
	public ForecastEngine() {
		this(Prior.POPULATION);
	}

	ForecastEngine(Prior prior) {
		this.prior = prior;
	}

	/**
	 * The forecast, or nothing when there is neither a history before the origin nor an
	 * assumed pace.
	 */
	public Optional<Forecast> forecast(ForecastRequest request) {
		LocalDate origin = request.origin();
		List<Session> sessions = request.history().sessionsBefore(origin);
		List<FinishedBook> books = request.history().booksBefore(origin);
		Double assumed = request.assumedPagesPerWeek();
		if (sessions.isEmpty() && books.isEmpty() && assumed == null) {
			return Optional.empty();
		}
		Prior start = assumed == null ? prior : prior.withMeanPace(assumed / DAYS_PER_WEEK);
		DailyPages daily = sessions.isEmpty() ? null : DailyPages.of(sessions, books, origin);
		ReaderModel model = request.model();
		ForecastStage stage = stage(daily, request.stage(), model != null);
		WeeklyPattern pattern = daily != null && stage.compareTo(ForecastStage.CONTEXT) >= 0 ? daily.pattern(start)
				: WeeklyPattern.FLAT;
		DayCalendar calendar = new DayCalendar(origin, pattern, request.exceptions());
		PaceEstimate estimate = estimate(stage, daily, books, calendar, origin, start);
		FinishTime finishTime = stage == ForecastStage.MODEL && daily != null && model != null
				? estimate.finishTime(request.addedPagesPerDay(), model, Standing.at(daily, daily.days()))
				: estimate.finishTime(request.addedPagesPerDay());
		List<Quantiles> finishes = finishes(request.remainingPages(), estimate, calendar, finishTime);
		Evidence evidence = evidence(sessions, books, daily, origin, estimate, pattern);
		return Optional
			.of(new Forecast(stage, evidence, finishes, finishes.isEmpty() ? Quantiles.NOW : finishes.getLast(),
					limitations(stage, evidence, sessions, books, origin)));
	}

	/**
	 * The best stage that the history allows, up to the one asked for.
	 */
	private static ForecastStage stage(@Nullable DailyPages daily, @Nullable ForecastStage atMost, boolean trained) {
		if (daily == null || atMost == ForecastStage.SIMPLE) {
			return ForecastStage.SIMPLE;
		}
		if (trained && (atMost == null || atMost == ForecastStage.MODEL)) {
			return ForecastStage.MODEL;
		}
		return daily.hasPattern() && atMost != ForecastStage.PACE ? ForecastStage.CONTEXT : ForecastStage.PACE;
	}

	private static PaceEstimate estimate(ForecastStage stage, @Nullable DailyPages daily, List<FinishedBook> books,
			DayCalendar calendar, LocalDate origin, Prior prior) {
		if (daily != null && stage != ForecastStage.SIMPLE) {
			return PaceEstimate.ofSessions(daily, books, calendar, prior);
		}
		if (!books.isEmpty()) {
			return PaceEstimate.ofBooks(books, origin, prior);
		}
		return daily == null ? PaceEstimate.ofPrior(prior) : PaceEstimate.ofMean(daily, prior);
	}

	private static List<Quantiles> finishes(List<Double> queue, PaceEstimate estimate, DayCalendar calendar,
			FinishTime finishTime) {
		double[] averageDays = new double[Normal.LEVELS.length];
		double[] days = new double[averageDays.length];
		List<Quantiles> finishes = new ArrayList<>(queue.size());
		double effort = 0;
		for (double pages : queue) {
			if (pages > 0) {
				effort += estimate.effort(pages);
				finishTime.raiseTo(effort, averageDays);
			}
			for (int i = 0; i < days.length; i++) {
				days[i] = calendar.calendarDays(averageDays[i]);
			}
			finishes.add(Quantiles.of(days));
		}
		return finishes;
	}

	private static Evidence evidence(List<Session> sessions, List<FinishedBook> books, @Nullable DailyPages daily,
			LocalDate origin, PaceEstimate estimate, WeeklyPattern pattern) {
		double currentPace = Math.exp(estimate.filter().level());
		if (daily != null) {
			double hours = 0;
			double pages = 0;
			for (Session session : sessions) {
				if (session.start().toLocalDate().toEpochDay() >= daily.firstDay()) {
					hours += session.seconds() / SECONDS_PER_HOUR;
					pages += session.pages();
				}
			}
			return new Evidence(sessions.size(), books.size(), daily.activeDays(), daily.days(),
					daily.total() / daily.days(), currentPace, hours > 0 ? pages / hours : null,
					hours / daily.days() * DAYS_PER_WEEK, pattern.weekday(), pattern.weekend(), false);
		}
		if (books.isEmpty()) {
			return new Evidence(0, 0, 0, 0, 0, currentPace, null, null, 1, 1, true);
		}
		FinishedBook first = books.getFirst();
		LocalDate start = first.started();
		long days = origin.toEpochDay() - (start == null ? first.finished() : start).toEpochDay();
		double pages = books.stream().mapToDouble(FinishedBook::pages).sum();
		int active = (int) books.stream().map(FinishedBook::finished).distinct().count();
		return new Evidence(0, books.size(), active, Math.clamp(days, 1, Integer.MAX_VALUE), pages / days, currentPace,
				null, null, 1, 1, false);
	}

	private static Set<Limitation> limitations(ForecastStage stage, Evidence evidence, List<Session> sessions,
			List<FinishedBook> books, LocalDate origin) {
		Set<Limitation> limitations = EnumSet.noneOf(Limitation.class);
		if (evidence.assumed()) {
			limitations.add(Limitation.ASSUMED_PACE);
			return limitations;
		}
		if (sessions.isEmpty()) {
			limitations.add(Limitation.NO_SESSIONS);
		}
		else if (stage.compareTo(ForecastStage.CONTEXT) < 0
				|| (stage == ForecastStage.MODEL && evidence.weekendFactor() == 1)) {
			limitations.add(Limitation.NO_WEEKLY_PATTERN);
		}
		if (evidence.calendarDays() < FOUR_WEEKS) {
			limitations.add(Limitation.SHORT_HISTORY);
		}
		LocalDate pause = origin.minusDays(FOUR_WEEKS);
		boolean recent = sessions.stream().anyMatch(session -> !session.end().toLocalDate().isBefore(pause))
				|| books.stream().anyMatch(book -> !book.finished().isBefore(pause));
		if (!recent) {
			limitations.add(Limitation.LONG_PAUSE);
		}
		return limitations;
	}

}
