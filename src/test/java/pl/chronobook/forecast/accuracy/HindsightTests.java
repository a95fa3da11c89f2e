package pl.chronobook.forecast.accuracy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

import static org.assertj.core.api.Assertions.assertThat;

class HindsightTests {

	private static final LocalDate TODAY = LocalDate.of(2027, 3, 14);

	@Test
	void readerWithoutHistoryHasNoHindsight() {
		assertThat(new Hindsight(ReaderHistory.empty(), TODAY).forecasts()).isEmpty();
		assertThat(new Hindsight(new ReaderHistory(sessions(TODAY.minusDays(20)), List.of()), TODAY).forecasts())
			.isEmpty();
	}

	@Test
	void forecastsOfASteadyReaderContainTheOutcome() {
		List<RecordedForecast> forecasts = new Hindsight(new ReaderHistory(sessions(TODAY.minusYears(2)), List.of()),
				TODAY)
			.forecasts();
		assertThat(forecasts).hasSizeGreaterThan(30);
		assertThat(forecasts.stream().filter(RecordedForecast::cameTrue).count())
			.isGreaterThan(forecasts.size() * 3L / 4);
	}

	@Test
	void onlyForecastsWhoseRangeHasEndedCount() {
		List<RecordedForecast> forecasts = new Hindsight(new ReaderHistory(sessions(TODAY.minusYears(2)), List.of()),
				TODAY)
			.forecasts();
		assertThat(forecasts).allSatisfy(forecast -> assertThat(forecast.late()).isBefore(TODAY));
	}

	@Test
	void laterReadingDoesNotChangeHindsight() {
		List<Session> sessions = sessions(TODAY.minusYears(2));
		LocalDate cut = TODAY.minusYears(1).withDayOfMonth(1);
		List<Session> other = new ArrayList<>(
				sessions.stream().filter(session -> session.start().toLocalDate().isBefore(cut)).toList());
		other.add(new Session(cut.atTime(12, 0), cut.atTime(13, 0), 5_000));
		List<RecordedForecast> one = until(cut, new ReaderHistory(sessions, List.of()));
		List<RecordedForecast> two = until(cut, new ReaderHistory(other, List.of()));
		assertThat(one).isNotEmpty();
		assertThat(two)
			.extracting(RecordedForecast::origin, RecordedForecast::what, RecordedForecast::early,
					RecordedForecast::middle, RecordedForecast::late)
			.containsExactlyElementsOf(one.stream()
				.map(forecast -> org.assertj.core.groups.Tuple.tuple(forecast.origin(), forecast.what(),
						forecast.early(), forecast.middle(), forecast.late()))
				.toList());
	}

	@Test
	void finishDatesAloneAreEnough() {
		List<FinishedBook> books = new ArrayList<>();
		for (LocalDate day = TODAY.minusYears(3); day.isBefore(TODAY); day = day.plusDays(14)) {
			books.add(new FinishedBook(null, day, 300));
		}
		assertThat(new Hindsight(new ReaderHistory(List.of(), books), TODAY).forecasts())
			.extracting(RecordedForecast::what)
			.contains("books.1", "books.3");
	}

	@Test
	void unfinishedBooksCountAsMisses() {
		List<FinishedBook> books = new ArrayList<>();
		for (LocalDate day = TODAY.minusYears(3); day.isBefore(TODAY.minusMonths(10)); day = day.plusDays(14)) {
			books.add(new FinishedBook(null, day, 300));
		}
		assertThat(new Hindsight(new ReaderHistory(List.of(), books), TODAY).forecasts())
			.filteredOn(forecast -> forecast.origin().isAfter(TODAY.minusMonths(9)))
			.isNotEmpty()
			.allSatisfy(forecast -> assertThat(forecast.actual()).isNull())
			.noneMatch(RecordedForecast::cameTrue);
	}

	@Test
	void fingerprintDependsOnlyOnTheHistoryAndTheMonth() {
		ReaderHistory past = new ReaderHistory(sessions(TODAY.minusYears(1)), List.of());
		String fingerprint = new Hindsight(past, TODAY).fingerprint();
		assertThat(new Hindsight(past, TODAY.plusDays(3)).fingerprint()).isEqualTo(fingerprint);
		assertThat(new Hindsight(past, TODAY.plusMonths(1)).fingerprint()).isNotEqualTo(fingerprint);
		assertThat(new Hindsight(new ReaderHistory(sessions(TODAY.minusYears(1)),
				List.of(new FinishedBook(null, TODAY.minusDays(9), 100))), TODAY)
			.fingerprint()).isNotEqualTo(fingerprint);
	}

	private static List<RecordedForecast> until(LocalDate day, ReaderHistory past) {
		return new Hindsight(past, TODAY).forecasts()
			.stream()
			.filter(forecast -> !forecast.origin().isAfter(day))
			.toList();
	}

	private static List<Session> sessions(LocalDate from) {
		Random random = new Random(7);
		List<Session> sessions = new ArrayList<>();
		for (LocalDate day = from; day.isBefore(TODAY); day = day.plusDays(1)) {
			if (random.nextInt(10) < 7) {
				LocalDateTime start = day.atTime(20, random.nextInt(60));
				sessions.add(new Session(start, start.plusMinutes(20 + random.nextInt(40)), 10 + random.nextInt(30)));
			}
		}
		return sessions;
	}

}
