package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.ReaderState;
import pl.chronobook.forecast.model.distribution.Normal;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.finish.FinishDistribution;
import pl.chronobook.forecast.model.finish.Pace;
import pl.chronobook.forecast.model.finish.PaceEstimate;
import pl.chronobook.forecast.model.finish.SessionPace;
import pl.chronobook.forecast.model.history.DailyPages;
import pl.chronobook.forecast.model.history.DayCalendar;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.Session;
import pl.chronobook.forecast.model.history.WeeklyPattern;
import pl.chronobook.forecast.model.pace.Prior;
import pl.chronobook.forecast.model.pace.ReaderKinds;

/**
 * Forecasts when a queue of books will be read. Stateless, without randomness: the same
 * request gives the same forecast. The cost grows linearly with the history and with the
 * queue.
 */
public final class ForecastEngine {

	private static final int FOUR_WEEKS = 28;

	/** The factor by which a pace must rise or fall to count as changed. */
	private static final double CHANGE = 2;

	/** The probability of the uneven kind above which a reader is called uneven. */
	private static final double UNEVEN = 0.5;

	/** The width of the late side of a range above which it counts as widened. */
	private static final double WIDENED = 1.15;

	private static final double SECONDS_PER_HOUR = 3600;

	private static final double DAYS_PER_WEEK = 7;

	private ForecastEngine() {
	}

	/**
	 * Computes a forecast from the fitted priors of readers in general; empty if there is
	 * neither a history before the origin nor an assumed pace.
	 */
	public static Optional<Forecast> forecast(ForecastRequest request) {
		LocalDate origin = request.origin();
		List<Session> sessions = request.history().sessionsBefore(origin);
		List<FinishedBook> books = request.history().booksBefore(origin);
		Double assumed = request.assumedPagesPerWeek();
		if (sessions.isEmpty() && books.isEmpty() && assumed == null) {
			return Optional.empty();
		}
		DailyPages daily = sessions.isEmpty() ? null : DailyPages.of(sessions, books, origin);
		ReaderModel model = request.model();
		ForecastStage stage = stage(daily, request.stage(), model != null);
		WeeklyPattern pattern = daily != null && stage.compareTo(ForecastStage.CONTEXT) >= 0
				? daily.pattern(Prior.USUAL.dispersion()) : WeeklyPattern.FLAT;
		DayCalendar calendar = new DayCalendar(origin, pattern, request.exceptions());
		Pace pace;
		FinishDistribution finishTime;
		if (daily != null && stage != ForecastStage.SIMPLE) {
			ReaderKinds kinds = ReaderKinds.SESSIONS;
			ReaderKinds start = assumed == null ? kinds : kinds.withMeanPace(assumed / DAYS_PER_WEEK);
			SessionPace followed = SessionPace.follow(daily, books, calendar, start);
			pace = followed;
			finishTime = stage == ForecastStage.MODEL && model != null
					? followed.finishes(request.addedPagesPerDay(), model, ReaderState.at(daily, daily.days()))
					: followed.finishes(request.addedPagesPerDay());
		}
		else {
			Prior usual = books.isEmpty() ? Prior.USUAL : Prior.FINISHES;
			Prior start = assumed == null ? usual : usual.withMeanPace(assumed / DAYS_PER_WEEK);
			pace = simple(daily, books, origin, start);
			finishTime = pace.finishes(request.addedPagesPerDay());
		}
		List<Quantiles> finishes = finishes(request.remainingPages(), pace, calendar, finishTime);
		Evidence evidence = evidence(sessions, books, daily, origin, pace, pattern);
		return Optional
			.of(new Forecast(stage, evidence, finishes, finishes.isEmpty() ? Quantiles.NOW : finishes.getLast(),
					limitations(stage, evidence, sessions, books, origin, daily, pace)));
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

	private static Pace simple(@Nullable DailyPages daily, List<FinishedBook> books, LocalDate origin, Prior prior) {
		if (!books.isEmpty()) {
			return PaceEstimate.ofBooks(books, origin, prior);
		}
		return daily == null ? PaceEstimate.ofPrior(prior) : PaceEstimate.ofMean(daily, prior);
	}

	private static List<Quantiles> finishes(List<Double> queue, Pace pace, DayCalendar calendar,
			FinishDistribution finishTime) {
		double[] averageDays = new double[Normal.COUNT];
		double[] days = new double[averageDays.length];
		List<Quantiles> finishes = new ArrayList<>(queue.size());
		double effort = 0;
		for (double pages : queue) {
			if (pages > 0) {
				effort += pace.effort(pages);
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
			LocalDate origin, Pace pace, WeeklyPattern pattern) {
		double currentPace = Math.exp(pace.level());
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
			List<FinishedBook> books, LocalDate origin, @Nullable DailyPages daily, Pace pace) {
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
		else if (daily != null && changed(daily)) {
			limitations.add(Limitation.PACE_CHANGED);
		}
		else if (evidence.calendarDays() >= FOUR_WEEKS && pace instanceof SessionPace followed) {
			if (followed.unevenness() > UNEVEN) {
				limitations.add(Limitation.UNEVEN_READING);
			}
			else if (followed.lateWidth(FOUR_WEEKS) > WIDENED) {
				limitations.add(Limitation.LATER_THAN_FORECAST);
			}
		}
		return limitations;
	}

	/**
	 * Returns true if the pace of the last four weeks is at least twice, or at most half,
	 * that of the twelve weeks before.
	 */
	private static boolean changed(DailyPages daily) {
		int days = daily.days();
		int from = Math.max(0, days - 4 * FOUR_WEEKS);
		if (days - from < 3 * FOUR_WEEKS) {
			return false;
		}
		double recent = daily.sum(days - FOUR_WEEKS, days) / FOUR_WEEKS;
		double before = daily.sum(from, days - FOUR_WEEKS) / (days - FOUR_WEEKS - from);
		return recent >= CHANGE * before || recent <= before / CHANGE;
	}

}
