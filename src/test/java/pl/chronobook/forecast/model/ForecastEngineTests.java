package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ForecastEngineTests {

	private static final LocalDate MONDAY = Histories.MONDAY;

	private static final List<Double> QUEUE = List.of(320.0, 0.0, 180.0, 640.0);

	@Test
	void sameRequestGivesSameForecast() {
		ForecastRequest request = ForecastRequest.of(Histories.irregular(MONDAY, 200), MONDAY, QUEUE);

		assertThat(ForecastEngine.forecast(request)).isEqualTo(ForecastEngine.forecast(request));
	}

	@ParameterizedTest
	@EnumSource(ForecastStage.class)
	void dataAfterTheOriginAreIgnored(ForecastStage stage) {
		LocalDate later = MONDAY.plusDays(100);
		List<FinishedBook> books = new ArrayList<>(Histories.books(later, 20, 17, 300));
		ReaderHistory all = new ReaderHistory(Histories.irregular(later, 300).sessions(), books);
		ReaderHistory truncated = new ReaderHistory(
				all.sessions().stream().filter(session -> session.end().isBefore(MONDAY.atStartOfDay())).toList(),
				all.books().stream().filter(book -> book.finished().isBefore(MONDAY)).toList());

		assertThat(forecast(all, MONDAY, QUEUE, stage)).isEqualTo(forecast(truncated, MONDAY, QUEUE, stage));
	}

	@Test
	void sessionThatEndsAfterTheOriginIsIgnored() {
		ReaderHistory history = Histories.irregular(MONDAY, 60);
		List<Session> sessions = new ArrayList<>(history.sessions());
		sessions.add(new Session(MONDAY.minusDays(1).atTime(23, 30), MONDAY.atTime(0, 30), 500));

		assertThat(forecast(new ReaderHistory(sessions, List.of()), MONDAY, QUEUE))
			.isEqualTo(forecast(history, MONDAY, QUEUE));
	}

	@Test
	void theOrderOfTheHistoryDoesNotMatter() {
		ReaderHistory history = Histories.irregular(MONDAY, 100);
		List<Session> reversed = new ArrayList<>(history.sessions());
		Collections.reverse(reversed);

		assertThat(forecast(new ReaderHistory(reversed, List.of()), MONDAY, QUEUE))
			.isEqualTo(forecast(history, MONDAY, QUEUE));
	}

	@ParameterizedTest
	@EnumSource(ForecastStage.class)
	void laterBooksAreNeverFinishedEarlier(ForecastStage stage) {
		List<Double> queue = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			queue.add((i * 7919 % 900) * 0.7);
		}
		ReaderHistory history = new ReaderHistory(Histories.irregular(MONDAY, 200).sessions(),
				Histories.books(MONDAY.minusDays(3), 9, 20, 300));

		List<Quantiles> books = forecast(history, MONDAY, queue, stage).books();

		assertThat(books).hasSameSizeAs(queue);
		for (int i = 1; i < books.size(); i++) {
			double[] now = days(books.get(i));
			double[] before = days(books.get(i - 1));
			for (int j = 0; j < now.length; j++) {
				assertThat(now[j]).isGreaterThanOrEqualTo(before[j]);
			}
		}
	}

	@Test
	void forecastOfTheListIsThatOfItsLastBook() {
		Forecast forecast = forecast(Histories.irregular(MONDAY, 100), MONDAY, QUEUE);

		assertThat(forecast.wholeList()).isEqualTo(forecast.books().getLast());
	}

	@Test
	void steadyReaderGetsPagesDividedByPace() {
		Quantiles days = forecast(Histories.daily(MONDAY, 400, day -> 30), MONDAY, List.of(600.0)).wholeList();

		assertThat(days.p50()).isCloseTo(20, within(3.0));
		assertThat(days.p10()).isBetween(15.0, 19.0);
		assertThat(days.p90()).isBetween(21.0, 35.0);
	}

	@Test
	void anEvenReaderGetsANarrowerRangeThanAnUnevenOne() {
		ReaderHistory even = Histories.daily(MONDAY, 200, day -> 20);
		ReaderHistory uneven = Histories.daily(MONDAY, 200, day -> day.toEpochDay() / 20 % 2 == 0 ? 40 : 0);

		Forecast steady = forecast(even, MONDAY, List.of(400.0));
		Forecast changing = forecast(uneven, MONDAY, List.of(400.0));

		assertThat(steady.wholeList().p50()).isCloseTo(20, within(1.5));
		assertThat(steady.wholeList().p90() / steady.wholeList().p10()).isLessThan(2);
		assertThat(changing.wholeList().p90() / changing.wholeList().p10()).isGreaterThan(3);
		assertThat(steady.limitations()).doesNotContain(Limitation.UNEVEN_READING, Limitation.PACE_CHANGED);
		assertThat(changing.limitations()).contains(Limitation.UNEVEN_READING);
	}

	@Test
	void rangesReachFartherAfterReadingLessThanForecast() {
		ReaderHistory fading = Histories.daily(MONDAY, 280,
				day -> 80 * Math.exp(-(280 - day.until(MONDAY, ChronoUnit.DAYS)) / 150.0));

		assertThat(forecast(fading, MONDAY, List.of(100.0)).limitations()).contains(Limitation.LATER_THAN_FORECAST);
		assertThat(forecast(Histories.daily(MONDAY, 280, day -> 20), MONDAY, List.of(100.0)).limitations())
			.doesNotContain(Limitation.LATER_THAN_FORECAST);
	}

	@Test
	void doubledPaceIsALimitation() {
		LocalDate change = MONDAY.minusDays(28);
		ReaderHistory history = Histories.daily(MONDAY, 120, day -> day.isBefore(change) ? 10 : 30);

		assertThat(forecast(history, MONDAY, QUEUE).limitations()).contains(Limitation.PACE_CHANGED);
	}

	@Test
	void longerPauseExtendsTheRange() {
		ReaderHistory history = Histories.daily(MONDAY, 200, day -> 20);

		Quantiles soon = forecast(history, MONDAY.plusDays(10), List.of(300.0)).wholeList();
		Quantiles late = forecast(history, MONDAY.plusDays(90), List.of(300.0)).wholeList();

		assertThat(late.p50()).isGreaterThan(soon.p50());
		assertThat(late.p90()).isGreaterThan(2 * soon.p90());
	}

	@Test
	void theRangeWidensWithTheQueue() {
		List<Quantiles> books = forecast(Histories.irregular(MONDAY, 200), MONDAY, List.of(300.0, 3000.0, 9000.0))
			.books();

		assertThat(range(books.get(1))).isGreaterThan(range(books.get(0)));
		assertThat(range(books.get(2))).isGreaterThan(range(books.get(1)));
	}

	@Test
	void booksAloneGiveSimple() {
		Forecast forecast = forecast(new ReaderHistory(List.of(), Histories.books(MONDAY.minusDays(1), 12, 10, 300)),
				MONDAY, List.of(300.0, 300.0));

		assertThat(forecast.stage()).isEqualTo(ForecastStage.SIMPLE);
		assertThat(forecast.books().get(0).p50()).isBetween(6.0, 14.0);
		assertThat(forecast.books().get(1).p50()).isBetween(14.0, 26.0);
		assertThat(forecast.limitations()).contains(Limitation.NO_SESSIONS);
		assertThat(forecast.evidence().pagesPerHour()).isNull();
	}

	@Test
	void longBreakBetweenFinishesIsABreakAndNotThePace() {
		List<FinishedBook> steady = Histories.books(MONDAY.minusDays(1), 25, 8, 300);
		List<FinishedBook> broken = new ArrayList<>(Histories.books(MONDAY.minusDays(1), 10, 8, 300));
		broken.addAll(Histories.books(MONDAY.minusDays(73 + 300), 15, 8, 300));

		Quantiles without = forecast(new ReaderHistory(List.of(), steady), MONDAY, List.of(300.0)).wholeList();
		Quantiles with = forecast(new ReaderHistory(List.of(), broken), MONDAY, List.of(300.0)).wholeList();

		assertThat(with.p50()).isBetween(without.p50() * 0.95, without.p50() * 1.35);
		assertThat(with.p95()).isGreaterThan(without.p95() * 1.2);
	}

	@Test
	void silenceAfterTheLastFinishMovesTheForecastAwayDayByDay() {
		ReaderHistory history = new ReaderHistory(List.of(), Histories.books(MONDAY.minusDays(200), 25, 8, 300));
		double before = 0;
		for (int silence = 1; silence <= 200; silence += 7) {
			double median = forecast(history, MONDAY.minusDays(200 - silence), List.of(300.0)).wholeList().p50();
			assertThat(median).isGreaterThan(before);
			before = median;
		}
	}

	@Test
	void booksEnteredOnOneDayAreNoPaceOfTheirOwn() {
		ReaderHistory history = new ReaderHistory(List.of(), Histories.books(MONDAY.minusDays(1), 10, 0, 300));
		Quantiles days = forecast(history, MONDAY, Collections.nCopies(20, 300.0)).wholeList();
		assertThat(days.p05()).isGreaterThan(100);
		assertThat(days.p10()).isGreaterThan(150);
	}

	@Test
	void morePagesTakeLongerWhenOnlyFinishDatesAreKnown() {
		List<FinishedBook> uneven = new ArrayList<>(Histories.books(MONDAY.minusDays(3), 12, 2, 250));
		uneven.addAll(Histories.books(MONDAY.minusDays(400), 12, 31, 520));
		double[] before = new double[7];
		for (double pages = 10; pages < 20_000; pages *= 1.3) {
			double[] days = days(forecast(new ReaderHistory(List.of(), uneven), MONDAY, List.of(pages)).wholeList());
			for (int i = 0; i < days.length; i++) {
				assertThat(days[i]).isGreaterThan(before[i]);
			}
			before = days;
		}
	}

	@Test
	void oneSessionSwitchesToPaceAndTheBooksStillSetTheLevel() {
		List<Session> one = List.of(Histories.session(MONDAY.minusDays(1), 25));
		List<FinishedBook> fast = Histories.books(MONDAY.minusDays(2), 30, 3, 400);
		List<FinishedBook> slow = Histories.books(MONDAY.minusDays(2), 10, 60, 250);

		Forecast alone = forecast(new ReaderHistory(one, List.of()), MONDAY, QUEUE);
		Forecast withFast = forecast(new ReaderHistory(one, fast), MONDAY, QUEUE);
		Forecast withSlow = forecast(new ReaderHistory(one, slow), MONDAY, QUEUE);

		assertThat(List.of(alone.stage(), withFast.stage(), withSlow.stage())).containsOnly(ForecastStage.PACE);
		assertThat(withFast.wholeList().p50()).isLessThan(alone.wholeList().p50() * 0.7);
		assertThat(withSlow.wholeList().p50()).isGreaterThan(alone.wholeList().p50() * 1.4);
		assertThat(range(withFast.wholeList())).isLessThan(range(alone.wholeList()));
	}

	@Test
	void booksReadWithoutSessionsCountAfterTheFirstSession() {
		List<Session> one = List.of(Histories.session(MONDAY.minusDays(100), 25));
		List<FinishedBook> since = Histories.books(MONDAY.minusDays(1), 12, 8, 320);

		Forecast forecast = forecast(new ReaderHistory(one, since), MONDAY, List.of(320.0));

		assertThat(forecast.evidence().pagesPerDay()).isCloseTo(38, within(6.0));
		assertThat(forecast.wholeList().p50()).isLessThan(20);
	}

	@Test
	void weeksOfSessionsGiveContext() {
		assertThat(forecast(Histories.irregular(MONDAY, 30), MONDAY, QUEUE).stage()).isEqualTo(ForecastStage.PACE);
		assertThat(forecast(Histories.irregular(MONDAY, 90), MONDAY, QUEUE).stage()).isEqualTo(ForecastStage.CONTEXT);
	}

	@Test
	void modelFallsBackToContext() {
		ReaderHistory history = Histories.irregular(MONDAY, 90);

		assertThat(forecast(history, MONDAY, QUEUE, ForecastStage.MODEL))
			.isEqualTo(forecast(history, MONDAY, QUEUE, ForecastStage.CONTEXT));
	}

	@Test
	void lowerStageCanBeRequested() {
		ReaderHistory history = Histories.irregular(MONDAY, 90);

		assertThat(forecast(history, MONDAY, QUEUE, ForecastStage.SIMPLE).stage()).isEqualTo(ForecastStage.SIMPLE);
		assertThat(forecast(history, MONDAY, QUEUE, ForecastStage.PACE).stage()).isEqualTo(ForecastStage.PACE);
	}

	@Test
	void weekendReaderGetsALaterDateOnMondayThanOnFriday() {
		LocalDate friday = MONDAY.plusDays(4);
		ReaderHistory history = Histories.weekends(MONDAY, 52 * 7);

		Quantiles onMonday = forecast(history, MONDAY, List.of(60.0), ForecastStage.CONTEXT).wholeList();
		Quantiles onFriday = forecast(history, friday, List.of(60.0), ForecastStage.CONTEXT).wholeList();

		assertThat(onMonday.p50()).isGreaterThan(onFriday.p50() + 1.5);
		assertThat(onFriday.probabilityWithin(3)).isGreaterThan(onMonday.probabilityWithin(3) + 0.2);
	}

	@Test
	void withoutAPatternMondayAndFridayAgree() {
		ReaderHistory even = Histories.daily(MONDAY.plusDays(4), 52 * 7, day -> 20);

		double onMonday = forecast(even, MONDAY, List.of(60.0), ForecastStage.CONTEXT).wholeList().p50();
		double onFriday = forecast(even, MONDAY.plusDays(4), List.of(60.0), ForecastStage.CONTEXT).wholeList().p50();

		assertThat(onMonday).isCloseTo(onFriday, within(0.1));
	}

	@Test
	void aFewWeekendsDoNotMakeAPattern() {
		Evidence few = forecast(Histories.weekends(MONDAY, 10 * 7), MONDAY, QUEUE, ForecastStage.CONTEXT).evidence();
		Evidence many = forecast(Histories.weekends(MONDAY, 104 * 7), MONDAY, QUEUE, ForecastStage.CONTEXT).evidence();

		assertThat(few.weekendFactor()).isLessThan(many.weekendFactor());
		assertThat(many.weekendFactor()).isGreaterThan(2);
		assertThat(many.weekdayFactor() * 5 + many.weekendFactor() * 2).isCloseTo(7, within(1e-9));
	}

	@Test
	void daysOffPostponeAndBusyReadingDaysHasten() {
		ReaderHistory history = Histories.daily(MONDAY, 200, day -> 20);
		PlannedException away = new PlannedException(MONDAY, MONDAY.plusDays(13), 0);
		PlannedException beach = new PlannedException(MONDAY, MONDAY.plusDays(13), 2);

		double usual = forecast(history, MONDAY, List.of(300.0)).wholeList().p50();
		double later = forecast(history, MONDAY, List.of(300.0), List.of(away), null, null).wholeList().p50();
		double sooner = forecast(history, MONDAY, List.of(300.0), List.of(beach), null, null).wholeList().p50();

		assertThat(later).isCloseTo(usual + 14, within(0.5));
		assertThat(sooner).isLessThan(usual * 0.65);
	}

	@Test
	void plannedPeriodAfterTheFinishHasNoEffect() {
		ReaderHistory history = Histories.daily(MONDAY, 200, day -> 20);
		PlannedException far = new PlannedException(MONDAY.plusYears(3), MONDAY.plusYears(4), 0);

		Quantiles with = forecast(history, MONDAY, List.of(100.0), List.of(far), null, null).wholeList();

		assertThat(with.p95()).isCloseTo(forecast(history, MONDAY, List.of(100.0)).wholeList().p95(), within(1e-6));
	}

	@Test
	void aPastHolidayIsNotTakenForASlowerPace() {
		LocalDate left = MONDAY.minusDays(21);
		ReaderHistory history = Histories.daily(MONDAY, 200, day -> day.isBefore(left) ? 20 : 0);
		PlannedException holiday = new PlannedException(left, MONDAY.minusDays(1), 0);

		double taken = forecast(history, MONDAY, List.of(300.0)).wholeList().p50();
		double explained = forecast(history, MONDAY, List.of(300.0), List.of(holiday), null, null).wholeList().p50();

		assertThat(explained).isLessThan(taken * 0.8);
	}

	@Test
	void assumedPaceGivesAForecastMarkedAsAssumption() {
		Forecast forecast = forecast(ReaderHistory.empty(), MONDAY, List.of(300.0, 1200.0), List.of(), 140.0, null);

		assertThat(forecast.evidence().assumed()).isTrue();
		assertThat(forecast.limitations()).containsExactly(Limitation.ASSUMED_PACE);
		assertThat(forecast.wholeList().p50()).isBetween(60.0, 95.0);
		assertThat(forecast.wholeList().p90()).isGreaterThan(2 * forecast.wholeList().p10());
	}

	@Test
	void withoutHistoryAndGuessThereIsNoForecast() {
		assertThat(ForecastEngine.forecast(ForecastRequest.of(ReaderHistory.empty(), MONDAY, QUEUE))).isEmpty();
		ReaderHistory future = Histories.irregular(MONDAY.plusDays(60), 50);
		assertThat(ForecastEngine.forecast(ForecastRequest.of(future, MONDAY, QUEUE))).isEmpty();
	}

	@Test
	void finishedBooksTakeNoTime() {
		ReaderHistory history = Histories.irregular(MONDAY, 60);

		assertThat(forecast(history, MONDAY, List.of(0.0, 0.0)).wholeList()).isEqualTo(Quantiles.NOW);
		assertThat(forecast(history, MONDAY, List.of()).wholeList()).isEqualTo(Quantiles.NOW);
		assertThat(forecast(history, MONDAY, List.of()).books()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.001, 1, 1e3, 1e6, 1e9 })
	void extremesStayFinite(double pages) {
		List<ReaderHistory> extremes = List.of(
				new ReaderHistory(List.of(Histories.session(MONDAY.minusDays(1), 0)), List.of()),
				Histories.daily(MONDAY, 500, day -> 1e6), Histories.daily(MONDAY, 500, day -> 1e-9),
				new ReaderHistory(List.of(Histories.session(MONDAY.minusYears(15), 30)), List.of()),
				new ReaderHistory(List.of(Histories.session(MONDAY.minusYears(15), 30),
						Histories.session(MONDAY.minusDays(1), 1e6)), List.of()),
				new ReaderHistory(Collections.nCopies(50, Histories.session(MONDAY.minusDays(2), 10)), List.of()),
				new ReaderHistory(List.of(new Session(LocalDateTime.MIN, MONDAY.minusDays(3).atTime(1, 0), 9)),
						List.of()),
				new ReaderHistory(List.of(), List.of(new FinishedBook(null, MONDAY.minusDays(1), 0))),
				new ReaderHistory(List.of(), List.of(new FinishedBook(null, LocalDate.MIN, 300))),
				new ReaderHistory(List.of(), Histories.books(MONDAY.minusYears(15), 5, 5000, 1e6)),
				new ReaderHistory(List.of(), Histories.books(MONDAY.minusDays(1), 100, 0, 1e6)),
				new ReaderHistory(List.of(), List.of(new FinishedBook(MONDAY.minusDays(1), MONDAY.minusDays(1), 300))));
		for (ReaderHistory history : extremes) {
			for (ForecastStage stage : ForecastStage.values()) {
				Forecast forecast = forecast(history, MONDAY, List.of(pages, pages), stage);
				assertThat(forecast.wholeList().p95()).isBetween(0.0, Quantiles.MAX_DAYS);
				assertThat(forecast.evidence().pagesPerDay()).isFinite();
			}
		}
	}

	@Test
	void longPauseDelaysTheForecastAndIsALimitation() {
		ReaderHistory history = Histories.daily(MONDAY, 200, day -> 20);
		LocalDate later = MONDAY.plusDays(60);

		Forecast paused = forecast(history, later, List.of(300.0));

		assertThat(paused.limitations()).contains(Limitation.LONG_PAUSE);
		assertThat(paused.wholeList().p50())
			.isGreaterThan(2 * forecast(history, MONDAY, List.of(300.0)).wholeList().p50());
	}

	@Test
	void evidenceCountsZeroDays() {
		ReaderHistory history = Histories.daily(MONDAY, 28, day -> day.toEpochDay() % 2 == 0 ? 30 : 0);

		Evidence evidence = forecast(history, MONDAY, QUEUE).evidence();

		assertThat(evidence.sessions()).isEqualTo(14);
		assertThat(evidence.activeDays()).isEqualTo(14);
		assertThat(evidence.calendarDays()).isBetween(27, 28);
		assertThat(evidence.pagesPerDay()).isCloseTo(15, within(0.6));
		assertThat(evidence.pagesPerHour()).isCloseTo(30 * 3600 / 3060.0, within(0.1));
		assertThat(evidence.hoursPerWeek()).isCloseTo(14 * 0.85 / 4, within(0.15));
	}

	private Forecast forecast(ReaderHistory history, LocalDate origin, List<Double> queue) {
		return forecast(history, origin, queue, null);
	}

	private Forecast forecast(ReaderHistory history, LocalDate origin, List<Double> queue,
			@Nullable ForecastStage stage) {
		return forecast(history, origin, queue, List.of(), null, stage);
	}

	private Forecast forecast(ReaderHistory history, LocalDate origin, List<Double> queue,
			List<PlannedException> exceptions, @Nullable Double assumed, @Nullable ForecastStage stage) {
		return ForecastEngine
			.forecast(ForecastRequest.of(history, origin, queue)
				.withExceptions(exceptions)
				.withAssumedPace(assumed)
				.withStageAtMost(stage))
			.orElseThrow();
	}

	private static double[] days(Quantiles q) {
		return new double[] { q.p05(), q.p10(), q.p25(), q.p50(), q.p75(), q.p90(), q.p95() };
	}

	private static double range(Quantiles days) {
		return days.p90() - days.p10();
	}

}
