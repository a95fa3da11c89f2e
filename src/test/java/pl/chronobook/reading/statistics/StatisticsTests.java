package pl.chronobook.reading.statistics;

import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.StatementCounter;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.ReadThrough;
import pl.chronobook.reading.domain.Sitting;
import pl.chronobook.reading.statistics.Chronicle.BookTally;
import pl.chronobook.reading.statistics.Chronicle.Streak;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class StatisticsTests {

	private static final LocalDate TODAY = LocalDate.of(2027, 3, 14);

	private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

	@Autowired
	private Statistics statistics;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private StatementCounter statements;

	private ReaderId reader;

	@BeforeEach
	void someReader() {
		this.reader = TestReaders.create(this.jdbc);
	}

	/**
	 * The database and a plain loop agree on random histories of two years, which contain
	 * days on which clocks change, nights across midnight and pauses.
	 */
	@ParameterizedTest
	@CsvSource({ "1, Europe/Warsaw, 0", "2, Europe/Warsaw, 4", "3, America/New_York, 2", "4, Australia/Lord_Howe, 6",
			"5, Asia/Kathmandu, 3", "6, Africa/Cairo, 1", "7, Pacific/Apia, 4", "8, UTC, 0" })
	void everyNumberEqualsItsPlainRecomputation(long seed, ZoneId zone, int dayEndsAt) {
		live(zone, dayEndsAt);
		History history = new History(new Random(seed), zone, dayEndsAt);
		history.live();

		Chronicle chronicle = this.statistics.chronicle(this.reader);
		history.assertDays(chronicle);
		history.assertSpan(chronicle);
		history.assertStreaks(chronicle);
		Chronicle days = this.statistics.days(this.reader);
		history.assertDays(days);
		assertThat(days.finished()).isEqualTo(chronicle.finished());
		assertThat(days.hours()).isEmpty();
		for (int year = 2025; year <= 2027; year++) {
			Chronicle ofYear = this.statistics.chronicle(this.reader, year).orElseThrow();
			assertThat(ofYear.from()).isEqualTo(LocalDate.of(year, 1, 1));
			history.assertDays(ofYear);
			history.assertSpan(ofYear);
		}
		assertThat(this.statistics.chronicle(this.reader, 2024)).isEmpty();
		assertThat(chronicle.years()).containsExactly(2025, 2026, 2027);
	}

	@Test
	void aSessionBelongsToTheDayOnWhichItBegan() {
		live(ZoneId.of("Europe/Warsaw"), 4);
		EntryId entry = onList("Lalka", 700);
		session(entry, "2027-03-11T23:30:00Z", Duration.ofHours(3), 30, 0);
		session(entry, "2027-03-12T02:59:00Z", Duration.ofMinutes(10), 5, 0);
		session(entry, "2027-03-12T03:00:00Z", Duration.ofMinutes(10), 7, 0);
		assertThat(this.statistics.chronicle(this.reader).days()).hasEntrySatisfying(LocalDate.of(2027, 3, 11), day -> {
			assertThat(day.pages()).isEqualTo(35);
			assertThat(day.sessions()).isEqualTo(2);
			assertThat(day.seconds()).isEqualTo(190 * 60);
		}).hasEntrySatisfying(LocalDate.of(2027, 3, 12), day -> assertThat(day.pages()).isEqualTo(7)).hasSize(2);
	}

	@Test
	void theDaysOnWhichTheClockChangesAreWholeDaysAndHoursAreRealOnes() {
		live(ZoneId.of("Europe/Warsaw"), 0);
		EntryId entry = onList("Lalka", 700);
		session(entry, "2026-03-29T00:30:00Z", Duration.ofHours(1), 30, 0);
		session(entry, "2026-10-24T22:30:00Z", Duration.ofHours(4), 90, 0);
		Chronicle chronicle = this.statistics.chronicle(this.reader);
		assertThat(chronicle.days().get(LocalDate.of(2026, 3, 29))).extracting(Tally::seconds).isEqualTo(3600L);
		assertThat(chronicle.days().get(LocalDate.of(2026, 10, 25))).extracting(Tally::seconds).isEqualTo(4 * 3600L);
		assertThat(chronicle.hours()).containsOnlyKeys(0, 1);
	}

	@Test
	void pausesAreNoReadingTime() {
		EntryId entry = onList("Lalka", 700);
		session(entry, "2027-03-12T10:00:00Z", Duration.ofMinutes(60), 20, 1200);
		session(entry, "2027-03-12T12:00:00Z", Duration.ofMinutes(30), 20, 0);
		Tally day = this.statistics.chronicle(this.reader).days().firstEntry().getValue();
		assertThat(day.seconds()).isEqualTo(70 * 60);
		assertThat(day.longest()).isEqualTo(40 * 60);
		assertThat(day.pagesPerHour()).hasValue(40 * 60 / 70.0);
	}

	@Test
	void aFinishedBookWithoutSessionsIsSpreadEvenlyOverItsDays() {
		finished(onList("Lalka", 100), "2027-02-01", "2027-02-10");
		finished(onList("Solaris", 50), "2027-02-10", "2027-02-11");
		Chronicle chronicle = this.statistics.chronicle(this.reader);
		assertThat(chronicle.days()).hasSize(11)
			.containsEntry(LocalDate.of(2027, 2, 1), Tally.ofEstimate(10))
			.containsEntry(LocalDate.of(2027, 2, 10), Tally.ofEstimate(35))
			.containsEntry(LocalDate.of(2027, 2, 11), Tally.ofEstimate(25));
		assertThat(chronicle.finished()).hasSize(2);
		assertThat(chronicle.streak(Period.DAY, LocalDate.MIN, LocalDate.MAX)).isEqualTo(new Streak(0, 0, null));
		assertThat(chronicle.streak(Period.WEEK, LocalDate.MIN, LocalDate.MAX))
			.isEqualTo(new Streak(0, 2, LocalDate.of(2027, 2, 14)));
	}

	@Test
	void pagesThatSessionsCoverAreNotCountedTwice() {
		EntryId entry = onList("Lalka", 100);
		finished(entry, "2027-02-01", "2027-02-10");
		session(entry, "2027-02-03T12:00:00Z", Duration.ofHours(1), 40, 0);
		session(entry, "2027-01-03T12:00:00Z", Duration.ofHours(1), 25, 0);
		Tally february = this.statistics.chronicle(this.reader).total(LocalDate.of(2027, 2, 1), TODAY);
		assertThat(february.pages()).isEqualTo(40);
		assertThat(february.estimated()).isEqualTo(60, ROUNDING);
	}

	@Test
	void sessionsCoveringNinetyPercentAccountForTheWholeBook() {
		EntryId entry = onList("Lalka", 100);
		finished(entry, "2027-02-01", "2027-02-10");
		session(entry, "2027-02-03T12:00:00Z", Duration.ofHours(1), 90, 0);
		assertThat(this.statistics.chronicle(this.reader).days()).hasSize(1);
	}

	@Test
	void withoutAFirstDayOrALengthABookCountsAsFinishedOnly() {
		finished(onList("Lalka", 100), null, "2027-02-10");
		finished(onList("Solaris", null), "2027-02-01", "2027-02-10");
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED' WHERE tbr_id = ?")
			.param(onList("Cesarz", 100).value())
			.update();
		Chronicle chronicle = this.statistics.chronicle(this.reader);
		assertThat(chronicle.days()).isEmpty();
		assertThat(chronicle.finished()).hasSize(2);
		assertThat(chronicle.undated()).isEqualTo(1);
		assertThat(chronicle.isEmpty()).isFalse();
	}

	@Test
	void booksGivenUpOrStillReadOrRemovedDoNotCount() {
		EntryId abandoned = onList("Lalka", 100);
		finished(abandoned, "2027-02-01", "2027-02-10");
		this.jdbc.sql("UPDATE reading_log SET completed = false WHERE tbr_id = ?").param(abandoned.value()).update();
		EntryId removed = onList("Solaris", 100);
		finished(removed, "2027-02-01", "2027-02-10");
		session(removed, "2027-02-03T12:00:00Z", Duration.ofHours(1), 40, 0);
		this.jdbc.sql("UPDATE user_tbr_list SET removed_at = now() WHERE tbr_id = ?").param(removed.value()).update();
		EntryId open = onList("Cesarz", 100);
		this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, start_date) VALUES (?, ?, '2027-03-01')")
			.params(open.value(), this.reader.value())
			.update();
		assertThat(this.statistics.chronicle(this.reader).isEmpty()).isTrue();
	}

	@Test
	void streakContinuesUntilTheDayEnds() {
		EntryId entry = onList("Lalka", 700);
		for (String day : List.of("2027-03-01", "2027-03-02", "2027-03-03", "2027-03-12", "2027-03-13")) {
			session(entry, day + "T18:00:00Z", Duration.ofMinutes(20), 10, 0);
		}
		Streak streak = this.statistics.chronicle(this.reader).streak(Period.DAY, LocalDate.MIN, LocalDate.MAX);
		assertThat(streak).isEqualTo(new Streak(2, 3, LocalDate.of(2027, 3, 3)));
		assertThat(this.statistics.chronicle(this.reader).streak(Period.WEEK, LocalDate.MIN, LocalDate.MAX))
			.isEqualTo(new Streak(2, 2, LocalDate.of(2027, 3, 14)));
	}

	@Test
	void chronicleAfterALongPauseEndsOnTheLastDayOfReading() {
		session(onList("Lalka", 700), "2024-05-05T12:00:00Z", Duration.ofMinutes(20), 10, 0);
		Chronicle chronicle = this.statistics.chronicle(this.reader);
		assertThat(chronicle.to()).isEqualTo(LocalDate.of(2024, 5, 5));
		assertThat(chronicle.books()).hasSize(1);
	}

	@Test
	void readingsOfACenturyAreCountedOnce() {
		EntryId entry = onList("Lalka", 20000);
		for (int i = 0; i < 300; i++) {
			finished(entry, "1900-01-01", LocalDate.of(2026, 1, 1).plusDays(i).toString());
		}
		Chronicle chronicle = this.statistics.chronicle(this.reader);
		assertThat(chronicle.total(LocalDate.MIN, LocalDate.MAX).estimated()).isEqualTo(300 * 20000.0,
				Offset.offset(1.0));
	}

	@Test
	void theNumberOfQueriesDoesNotDependOnTheHistory() {
		session(onList("Lalka", 700), "2027-03-12T10:00:00Z", Duration.ofMinutes(60), 20, 0);
		int few = this.statements.count(() -> this.statistics.chronicle(this.reader));
		for (int i = 0; i < 40; i++) {
			EntryId entry = onList("Tom " + i, 300);
			session(entry, TODAY.minusDays(i) + "T06:00:00Z", Duration.ofMinutes(30), 20, 0);
			finished(entry, TODAY.minusDays(i + 10).toString(), TODAY.minusDays(i).toString());
		}
		assertThat(this.statements.count(() -> this.statistics.chronicle(this.reader))).isEqualTo(few)
			.isLessThanOrEqualTo(5);
		assertThat(this.statements.count(() -> this.statistics.chronicle(this.reader, 2027))).isLessThanOrEqualTo(5);
		assertThat(this.statements.count(() -> this.statistics.habits(this.reader))).isLessThanOrEqualTo(4);
	}

	private void live(ZoneId zone, int dayEndsAt) {
		this.jdbc.sql("UPDATE users SET time_zone = ?, day_ends_at = ? WHERE user_id = ?")
			.params(zone.getId(), dayEndsAt, this.reader.value())
			.update();
	}

	private EntryId onList(String title, @Nullable Integer pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private void session(EntryId entry, String start, Duration time, double pages, int pausedSeconds) {
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read, paused_seconds)
				VALUES (?, ?, ?, ?, ?, ?)""")
			.params(entry.value(), this.reader.value(), Timestamp.from(Instant.parse(start)),
					Timestamp.from(Instant.parse(start).plus(time)), pages, pausedSeconds)
			.update();
	}

	private void finished(EntryId entry, @Nullable String start, String end) {
		this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, start_date, end_date) VALUES (?, ?, ?::date, ?::date)")
			.params(entry.value(), this.reader.value(), start, end)
			.update();
	}

	/**
	 * A random history, and its numbers by plain loops.
	 */
	private final class History {

		private final Random random;

		private final ZoneId zone;

		private final int dayEndsAt;

		private final List<Sitting> sittings = new ArrayList<>();

		private final List<ReadThrough> readings = new ArrayList<>();

		History(Random random, ZoneId zone, int dayEndsAt) {
			this.random = random;
			this.zone = zone;
			this.dayEndsAt = dayEndsAt;
		}

		void live() {
			Instant first = Instant.parse("2025-01-05T00:00:00Z");
			for (String start : List.of("2025-03-30T00:30:00Z", "2026-10-24T23:30:00Z", "2027-01-01T12:00:00Z")) {
				EntryId entry = onList("Tom " + start, 300);
				add(new Sitting(entry, Instant.parse(start), 5400, 44.5, 60), Duration.ofMinutes(90));
			}
			for (int book = 0; book < 25; book++) {
				int pages = 60 + this.random.nextInt(500);
				EntryId entry = onList("Tom " + book, pages);
				Instant moment = first.plus(Duration.ofMinutes(this.random.nextInt(770 * 24 * 60)));
				for (int i = this.random.nextInt(30); i > 0; i--) {
					moment = moment.plusSeconds(this.random.nextInt(40 * 3600));
					Duration time = Duration.ofSeconds(60 + this.random.nextInt(9000));
					Sitting sitting = new Sitting(entry, moment, time.toSeconds(), this.random.nextInt(3000) / 100.0,
							this.random.nextInt(60));
					add(sitting, time);
					moment = moment.plus(time);
				}
				if (this.random.nextInt(3) > 0) {
					LocalDate start = LocalDate.ofInstant(first, this.zone).plusDays(this.random.nextInt(700));
					ReadThrough reading = new ReadThrough(entry, pages, start, start.plusDays(this.random.nextInt(60)));
					finished(entry, reading.start.toString(), reading.end.toString());
					this.readings.add(reading);
				}
			}
		}

		private void add(Sitting sitting, Duration time) {
			if (sitting.start.isBefore(WebTest.Now.NOON)) {
				session(sitting.entry, sitting.start.toString(), time, sitting.pages, sitting.paused);
				this.sittings.add(sitting);
			}
		}

		private LocalDate day(Sitting sitting) {
			LocalDate day = sitting.start.atZone(this.zone).toLocalDate();
			return (sitting.start.atZone(this.zone).getHour() < this.dayEndsAt) ? day.minusDays(1) : day;
		}

		void assertDays(Chronicle chronicle) {
			Map<LocalDate, double[]> expected = new TreeMap<>();
			for (Sitting sitting : this.sittings) {
				double[] sums = expected.computeIfAbsent(day(sitting), day -> new double[5]);
				sums[0] += sitting.pages;
				sums[2] += sitting.seconds - sitting.paused;
				sums[3]++;
				sums[4] = Math.max(sums[4], (double) (sitting.seconds - sitting.paused));
			}
			for (ReadThrough reading : this.readings) {
				double left = reading.pages;
				for (Sitting sitting : this.sittings) {
					boolean within = !day(sitting).isBefore(reading.start) && !day(sitting).isAfter(reading.end);
					left -= (sitting.entry.equals(reading.entry) && within) ? sitting.pages : 0;
				}
				List<LocalDate> days = reading.start.datesUntil(reading.end.plusDays(1)).toList();
				for (LocalDate day : days) {
					if (left > 0.1 * reading.pages) {
						expected.computeIfAbsent(day, key -> new double[5])[1] += left / days.size();
					}
				}
			}
			assertThat(chronicle.days().keySet()).containsExactlyElementsOf(expected.keySet());
			expected.forEach((day, sums) -> {
				Tally tally = chronicle.days().get(day);
				assertThat(new double[] { tally.pages(), tally.estimated(), tally.seconds(), tally.sessions(),
						tally.longest() })
					.as(day.toString())
					.containsExactly(sums, ROUNDING);
			});
		}

		void assertSpan(Chronicle chronicle) {
			Map<Integer, Long> hours = new TreeMap<>();
			Map<DayOfWeek, Double> weekdays = new TreeMap<>();
			Map<EntryId, double[]> books = new HashMap<>();
			for (Sitting sitting : this.sittings) {
				LocalDate day = day(sitting);
				if (!day.isBefore(chronicle.from()) && !day.isAfter(chronicle.to())) {
					hours.merge(sitting.start.atZone(this.zone).getHour(), sitting.seconds - sitting.paused, Long::sum);
					weekdays.merge(day.getDayOfWeek(), sitting.pages, Double::sum);
					double[] sums = books.computeIfAbsent(sitting.entry, entry -> new double[3]);
					sums[0] += sitting.pages;
					sums[1] += sitting.seconds - sitting.paused;
					sums[2] = Math.max(sums[2], (double) day.toEpochDay());
				}
			}
			assertThat(chronicle.hours()).isEqualTo(hours);
			weekdays.forEach((weekday, pages) -> assertThat(chronicle.weekdays().get(weekday).pages()).isEqualTo(pages,
					ROUNDING));
			assertThat(chronicle.books()).extracting(BookTally::entry)
				.containsExactlyInAnyOrderElementsOf(books.keySet());
			for (BookTally book : chronicle.books()) {
				assertThat(new double[] { book.tally().pages(), book.tally().seconds(), book.last().toEpochDay() })
					.containsExactly(books.get(book.entry()), ROUNDING);
				assertThat(chronicle.book(book.book()).title()).startsWith("Tom ");
			}
		}

		void assertStreaks(Chronicle chronicle) {
			List<LocalDate> days = this.sittings.stream().map(this::day).distinct().toList();
			int longest = 0;
			for (LocalDate day : days) {
				int length = 0;
				while (days.contains(day.plusDays(length))) {
					length++;
				}
				longest = Math.max(longest, length);
			}
			assertThat(chronicle.streak(Period.DAY, LocalDate.MIN, LocalDate.MAX).longest()).isEqualTo(longest);
		}

		private record Sitting(EntryId entry, Instant start, long seconds, double pages, int paused) {
		}

		private record ReadThrough(EntryId entry, int pages, LocalDate start, LocalDate end) {
		}

	}

}
