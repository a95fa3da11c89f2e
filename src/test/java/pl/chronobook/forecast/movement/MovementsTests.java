package pl.chronobook.forecast.movement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.TestForecasts;
import pl.chronobook.forecast.plan.PlannedPeriod.Amount;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.training.Models;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class MovementsTests {

	@Autowired
	private ApplicationContext beans;

	@Autowired
	private Plans plans;

	@Autowired
	private Models models;

	@Autowired
	private Readers readers;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	private Instant now = Instant.parse("2027-03-15T12:00:00Z");

	private final Clock clock = new Clock() {

		@Override
		public Instant instant() {
			return MovementsTests.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	};

	private ReaderId reader;

	private EntryId first;

	private EntryId second;

	@BeforeEach
	void aReaderWithAYearOfSessions() {
		this.reader = TestReaders.create(this.jdbc);
		this.first = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.second = TestBooks.onList(this.jdbc, this.reader, "Faraon", 700);
		EntryId old = TestBooks.onList(this.jdbc, this.reader, "Dawniej", 9_000);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(old.value()).update();
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT ?, ?, day, day + interval '40 minutes', 20
				FROM generate_series('2026-03-01T18:00Z'::timestamptz, '2027-03-14T18:00Z', '1 day') AS day""")
			.params(old.value(), this.reader.value())
			.update();
	}

	@Test
	void firstVisitHasNoMovementAndAReloadKeepsTheBaseline() {
		assertThat(visit()).isEmpty();
		assertThat(visit()).isEmpty();
		nextDays(2);
		Optional<Movement> moved = visit();
		assertThat(moved).isPresent();
		assertThat(visit()).isEqualTo(moved);
		this.now = this.now.plus(Duration.ofHours(3));
		add("Placówka", 200);
		assertThat(visit().orElseThrow()).returns(LocalDate.of(2027, 3, 15), Movement::since)
			.returns(1, Movement::added);
	}

	@Test
	void aHolidayAndABookOfTheFirstDayAreExplainedOnThatDay() {
		visit();
		LocalDate before = seen();
		this.plans.add(this.reader, new PlannedPeriod(UUID.randomUUID(), LocalDate.of(2027, 3, 20),
				LocalDate.of(2027, 4, 2), Amount.NONE, "Narty"));
		Movement holiday = visit().orElseThrow();
		assertThat(holiday.since()).isEqualTo(LocalDate.of(2027, 3, 15));
		assertThat(holiday.plan()).isBetween(10L, 20L);

		add("Emancypantki", 900);
		Movement both = visit().orElseThrow();
		assertThat(both).returns(holiday.plan(), Movement::plan).returns(1, Movement::added);
		assertThat(both.total()).isGreaterThan(holiday.total());
		assertThat(visit()).contains(both);
		assertThat(seen()).isEqualTo(before);
	}

	@Test
	void daysWithoutReadingPostponeTheDate() {
		visit();
		nextDays(6);
		assertThat(visit().orElseThrow()).satisfies(moved -> assertThat(moved.reading()).isPositive())
			.satisfies(moved -> assertThat(moved.total()).isEqualTo(moved.reading()));
	}

	@Test
	void muchReadingMovesTheDateForward() {
		visit();
		nextDays(2);
		read(this.first, 400);
		assertThat(visit().orElseThrow()).satisfies(moved -> assertThat(moved.reading()).isNegative())
			.satisfies(moved -> assertThat(moved.total()).isEqualTo(moved.reading()));
	}

	@Test
	void addedAndDroppedBooksAreExplained() {
		visit();
		nextDays(1);
		add("Emancypantki", 900);
		Movement added = visit().orElseThrow();
		assertThat(added).returns(1, Movement::added).returns(0, Movement::dropped);
		assertThat(added.books()).isBetween(20L, 120L);
		drop(this.second);
		Movement both = visit().orElseThrow();
		assertThat(both).returns(1, Movement::added).returns(1, Movement::dropped);
		assertThat(both.books()).isLessThan(added.books());
	}

	@Test
	void finishedBookCountsAsReadingAndNotAsDropped() {
		visit();
		nextDays(1);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED', current_page = page_count WHERE tbr_id = ?")
			.param(this.first.value())
			.update();
		this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, '2027-03-16')")
			.params(this.first.value(), this.reader.value())
			.update();
		changed();
		assertThat(visit().orElseThrow()).returns(0, Movement::dropped)
			.returns(0L, Movement::books)
			.satisfies(moved -> assertThat(moved.reading()).isNegative());
	}

	@Test
	void readingLaterOnTheDayOfTheVisitIsNotACorrection() {
		this.now = Instant.parse("2027-03-14T20:00:00Z");
		visit();
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED', current_page = page_count WHERE tbr_id = ?")
			.param(this.first.value())
			.update();
		this.jdbc.sql("INSERT INTO reading_log (tbr_id, user_id, end_date) VALUES (?, ?, '2027-03-14')")
			.params(this.first.value(), this.reader.value())
			.update();
		read(this.first, 300);
		changed();
		nextDays(1);
		assertThat(visit().orElseThrow()).returns(0, Movement::dropped)
			.returns(0L, Movement::books)
			.returns(0L, Movement::method)
			.satisfies(moved -> assertThat(moved.reading()).isNegative());
	}

	@Test
	void correctedLengthsAreExplained() {
		visit();
		nextDays(1);
		this.jdbc.sql("UPDATE user_tbr_list SET page_count = 1400 WHERE tbr_id = ?")
			.param(this.second.value())
			.update();
		changed();
		assertThat(visit().orElseThrow()).satisfies(moved -> assertThat(moved.pages()).isBetween(15L, 100L))
			.returns(0L, Movement::books)
			.returns(0L, Movement::plan)
			.returns(0L, Movement::method);
	}

	@Test
	void plannedHolidaysAreExplained() {
		visit();
		nextDays(1);
		this.plans.add(this.reader, new PlannedPeriod(UUID.randomUUID(), LocalDate.of(2027, 3, 20),
				LocalDate.of(2027, 4, 2), Amount.NONE, "Narty"));
		assertThat(visit().orElseThrow()).satisfies(moved -> assertThat(moved.plan()).isBetween(10L, 20L))
			.returns(0L, Movement::books)
			.returns(0L, Movement::pages);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void partsAlwaysAddUpToTheTotal(long seed) {
		Random random = new Random(seed);
		visit();
		LocalDate before = seen();
		for (int day = 0; day < 5; day++) {
			nextDays(1 + random.nextInt(4));
			for (int i = random.nextInt(4); i > 0; i--) {
				switch (random.nextInt(5)) {
					case 0 -> add("Tom " + random.nextInt(), 100 + random.nextInt(600));
					case 1 -> read(this.first, random.nextInt(40));
					case 2 -> {
						this.jdbc.sql("UPDATE user_tbr_list SET page_count = page_count + ? WHERE tbr_id = ?")
							.params(random.nextInt(100), this.second.value())
							.update();
						changed();
					}
					case 3 -> {
						LocalDate from = LocalDate.of(2027, 4, 1).plusDays(random.nextInt(60));
						this.plans.add(this.reader, new PlannedPeriod(UUID.randomUUID(), from,
								from.plusDays(random.nextInt(20)), Amount.LESS, ""));
					}
					default -> drop(add("Tom " + random.nextInt(), 300));
				}
			}
			Movement moved = visit().orElseThrow();
			LocalDate after = seen();
			assertThat(moved.total()).isEqualTo(java.time.temporal.ChronoUnit.DAYS.between(before, after));
			before = after;
		}
	}

	private Optional<Movement> visit() {
		Forecasts forecasts = TestForecasts.at(this.clock, this.beans);
		Movements movements = TestMovements.at(this.clock, this.beans);
		return this.transaction
			.execute(status -> movements.visit(this.readers.get(this.reader), this.plans.of(this.reader),
					this.models.of(this.reader), forecasts.forecast(this.reader).orElseThrow()));
	}

	private LocalDate seen() {
		return this.jdbc.sql("SELECT finish FROM forecast_visits WHERE user_id = ? ORDER BY day DESC LIMIT 1")
			.param(this.reader.value())
			.query(LocalDate.class)
			.single();
	}

	private void nextDays(int days) {
		this.now = this.now.plus(Duration.ofDays(days));
	}

	private EntryId add(String title, int pages) {
		return TestBooks.onList(this.jdbc, this.reader, title, pages);
	}

	private void drop(EntryId entry) {
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'ABANDONED' WHERE tbr_id = ?").param(entry.value()).update();
		changed();
	}

	private void read(EntryId entry, int pages) {
		this.jdbc.sql("""
				UPDATE user_tbr_list SET status = 'READING', current_page = least(page_count, current_page + ?)
				WHERE tbr_id = ?""").params(pages, entry.value()).update();
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				VALUES (?, ?, ?::timestamptz - interval '2 hours', ?::timestamptz - interval '1 hour', ?)
				ON CONFLICT DO NOTHING""")
			.params(entry.value(), this.reader.value(), this.now.toString(), this.now.toString(), pages)
			.update();
		changed();
	}

	private void changed() {
		this.jdbc.sql("UPDATE reading_lists SET revision = revision + 1 WHERE user_id = ?")
			.param(this.reader.value())
			.update();
	}

}
