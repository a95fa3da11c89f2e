package pl.chronobook.forecast.model.living;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;

import static org.assertj.core.api.Assertions.assertThat;

class ListForecastTests {

	private static final LocalDate START = LocalDate.of(2025, 1, 1);

	private static final LocalDate ORIGIN = LocalDate.of(2027, 1, 1);

	private static final double PAGES = 300;

	@Test
	void listWithoutArrivalsHasTheEnginesDates() {
		List<Double> queue = Collections.nCopies(12, PAGES);
		Forecast today = engine(queue);

		ListForecast forecast = ListForecast.of(outlook(), ListHabits.none(), queue, today.wholeList());

		assertThat(forecast).returns(today.wholeList().p10(), ListForecast::early)
			.returns(today.wholeList().p50(), ListForecast::middle)
			.returns(today.wholeList().p90(), ListForecast::late);
	}

	@Test
	void simulationWithoutArrivalsEndsInTheEnginesWeek() {
		List<Double> queue = Collections.nCopies(12, PAGES);
		double engine = engine(queue).wholeList().p50();

		int[] weeks = new ListSimulation(outlook(), ListHabits.none(), queue).run(101, 300)
			.stream()
			.mapToInt(ListSimulation.Future::empty)
			.sorted()
			.toArray();

		assertThat(7.0 * weeks[50]).isBetween(engine - 1, engine + 8);
	}

	@Test
	void sameFactsGiveTheSameForecast() {
		assertThat(forecast(habits(library(20)), 40)).isEqualTo(forecast(habits(library(20)), 40));
	}

	@Test
	void dataAfterTheOriginAreNotUsed() {
		Library known = library(20);
		List<LibraryBook> later = new ArrayList<>(known.books());
		for (int day = 0; day < 60; day++) {
			later.add(new LibraryBook(900, ORIGIN.plusDays(day), null, null, 0));
		}
		List<LibraryBook> fates = known.books()
			.stream()
			.map(book -> book.finished() == null
					? new LibraryBook(book.pages(), book.added(), null, ORIGIN.plusDays(3), 0.9) : book)
			.toList();

		assertThat(habits(new Library(later))).isEqualTo(habits(known));
		assertThat(habits(new Library(fates))).isEqualTo(habits(known));
	}

	@Test
	void fewerNewBooksEmptyTheListEarlier() {
		ListHabits habits = habits(library(35));
		ListForecast now = forecast(habits, 20);
		ListForecast fewer = forecast(habits.withFewer(1), 20);

		assertThat(fewer.everEmpty()).isGreaterThanOrEqualTo(now.everEmpty());
		assertThat(days(fewer)).isLessThan(days(now));
	}

	@Test
	void bulkDaysAreNotAHabitOfAdding() {
		Library calm = library(30);
		List<LibraryBook> imported = new ArrayList<>(calm.books());
		for (int book = 0; book < 400; book++) {
			imported.add(new LibraryBook(PAGES, LocalDate.of(2026, 6, 1), null, null, 0));
			imported.add(new LibraryBook(PAGES, START, null, null, 0));
		}

		assertThat(habits(new Library(imported)).arrivalsPerMonth()).isCloseTo(habits(calm).arrivalsPerMonth(),
				Percentage.withPercentage(10));
	}

	@Test
	void growingListStatesTheSufficientReductionOfNewBooks() {
		ListHabits habits = habits(library(4));
		List<Double> queue = Collections.nCopies(40, PAGES);

		assertThat(forecast(habits, 40).middle()).isNull();
		Integer fewer = Objects.requireNonNull(ListForecast.fewerToFinish(outlook(), habits, queue));
		assertThat(fewer).isPositive();
		assertThat(forecast(habits.withFewer(fewer + 1), 40).middle()).isNotNull();
	}

	@Test
	void theBacktestBeatsTheListAsItStandsWhereBooksKeepArriving() {
		Library library = library(10);
		List<ListBacktest.Result> results = new ListBacktest(library, history(), ORIGIN).run(LivingConstants.FITTED);

		assertThat(results).isNotEmpty();
		assertThat(results.stream().mapToDouble(ListBacktest.Result::score).sum())
			.isLessThan(results.stream().mapToDouble(ListBacktest.Result::asItStands).sum());
	}

	private static double days(ListForecast forecast) {
		Double middle = forecast.middle();
		return (middle != null) ? middle : Double.MAX_VALUE;
	}

	private static ListHabits habits(Library library) {
		return ListHabits.of(library, ORIGIN);
	}

	private static ListForecast forecast(ListHabits habits, int books) {
		List<Double> queue = Collections.nCopies(books, PAGES);
		return ListForecast.of(outlook(), habits, queue, engine(queue).wholeList());
	}

	private static ReadingOutlook outlook() {
		return ReadingOutlook.of(PAGES, engine(ReadingOutlook.queue(PAGES)).books());
	}

	private static Forecast engine(List<Double> queue) {
		return ForecastEngine.forecast(ForecastRequest.of(history(), ORIGIN, queue)).orElseThrow();
	}

	/** A book of 300 pages every two weeks. */
	private static ReaderHistory history() {
		List<FinishedBook> books = new ArrayList<>();
		for (LocalDate day = START.plusDays(14); day.isBefore(ORIGIN); day = day.plusDays(14)) {
			books.add(new FinishedBook(day.minusDays(13), day, PAGES));
		}
		return new ReaderHistory(List.of(), books);
	}

	/**
	 * A new book after each given number of days; every third is read after two months.
	 */
	private static Library library(int everyDays) {
		List<LibraryBook> books = new ArrayList<>();
		int number = 0;
		for (LocalDate day = START; day.isBefore(ORIGIN); day = day.plusDays(everyDays)) {
			LocalDate finished = day.plusDays(60);
			boolean read = number++ % 3 == 0 && finished.isBefore(ORIGIN);
			books.add(new LibraryBook(PAGES, day, read ? finished : null, null, 0));
		}
		return new Library(books);
	}

}
