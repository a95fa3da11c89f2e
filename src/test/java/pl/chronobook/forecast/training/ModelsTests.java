package pl.chronobook.forecast.training;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import pl.chronobook.SignedIn;
import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.TestForecasts;
import pl.chronobook.forecast.facts.ReaderFactsCache;
import pl.chronobook.forecast.movement.Movement;
import pl.chronobook.forecast.movement.TestMovements;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.identity.WorkTurns;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingListChanged;

import static org.assertj.core.api.Assertions.assertThat;

@WebTest
class ModelsTests {

	private static final LocalDate TODAY = LocalDate.of(2027, 3, 14);

	@Autowired
	private ApplicationContext beans;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Models models;

	@Autowired
	private ReaderFactsCache factsCache;

	@Autowired
	private Readers readers;

	@Autowired
	private ReadingHistory history;

	@Autowired
	private Plans plans;

	private final Clock clock = Clock.fixed(WebTest.Now.NOON, ZoneOffset.UTC);

	private ReaderId reader;

	@BeforeEach
	void steadyReader() {
		this.reader = TestReaders.create(this.jdbc);
		TestBooks.onList(this.jdbc, this.reader, "Lalka", 3_000);
		read(300, 20);
	}

	@Test
	void withoutAModelTheDashboardSaysContext() {
		assertThat(dashboard()).bodyText().contains("data-stage=\"CONTEXT\"").doesNotContain("id=\"model\"");
	}

	@Test
	void importIsTrainedAtOnceAndTheDashboardSaysHowMuchBetterItIs() {
		assertThat(dashboard()).bodyText().contains("data-stage=\"CONTEXT\"");

		ownTraining(true).on(changed());

		assertThat(this.models.of(this.reader).percent()).isGreaterThan(5);
		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"MODEL\"")
			.contains("Twój model działa od 14 marca 2027")
			.contains("myliłyby się z nim o " + this.models.of(this.reader).percent() + "% mniej");
	}

	@Test
	void fewNewSessionsAreTrainedAtNight() {
		ownTraining(true).on(changed());
		long seen = this.models.sessionsSeen(this.reader);
		read(10, 25);

		ownTraining(true).on(changed());
		assertThat(this.models.sessionsSeen(this.reader)).isEqualTo(seen);

		ownTraining(true).trainAll();
		assertThat(this.models.sessionsSeen(this.reader)).isEqualTo(seen + 10);
	}

	@Test
	void applicationDoesNotTrainWhereTheJobDoes() {
		ownTraining(false).on(changed());
		ownTraining(false).trainAll();

		assertThat(this.models.of(this.reader)).isEqualTo(ModelInUse.NONE);
	}

	@Test
	void unchangedModelKeepsItsVersion() {
		ownTraining(true).on(changed());
		raiseRevision();
		ownTraining(true).trainAll();

		assertThat(this.models.of(this.reader).version()).isEqualTo(1);
	}

	@Test
	void onlyThePreviousVersionOfAModelIsKept() {
		for (int i = 0; i < 4; i++) {
			read(30, 35 + 15 * i);
			ownTraining(true).trainAll();
		}

		assertThat(this.jdbc.sql("SELECT version FROM reader_models WHERE user_id = ? ORDER BY version")
			.param(this.reader.value())
			.query(Integer.class)
			.list()).containsExactly(3, 4);
		assertThat(this.models.of(this.reader).version()).isEqualTo(4);
	}

	@Test
	void damagedModelIsNotUsedAndTheDashboardSaysSo() {
		ownTraining(true).on(changed());
		assertThat(dashboard()).bodyText().contains("data-stage=\"MODEL\"");

		update("SET model = overlay(model placing 'x'::bytea from 100)");

		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"CONTEXT\"")
			.contains("data-problem=\"DAMAGED\"")
			.contains("Twój model jest uszkodzony");
	}

	@Test
	void modelOfAnotherVersionIsNotUsedAndTheDashboardSaysSo() {
		ownTraining(true).on(changed());

		update("SET feature_version = feature_version + 1");

		assertThat(dashboard()).bodyText()
			.contains("data-stage=\"CONTEXT\"")
			.contains("data-problem=\"OTHER_VERSION\"");
	}

	@Test
	void newModelIsNamedAsReasonOfAMovedDate() {
		Clock yesterday = Clock.fixed(WebTest.Now.NOON.minusSeconds(86_400), ZoneOffset.UTC);
		visit(yesterday);
		ownTraining(true).on(changed());

		Movement moved = visit(this.clock);

		assertThat(moved.method()).isNotZero();
		assertThat(moved.books()).isZero();
	}

	private Movement visit(Clock when) {
		Forecasts forecasts = TestForecasts.at(when, this.beans);
		return TestMovements.at(when, this.beans)
			.visit(this.readers.get(this.reader), this.plans.of(this.reader), this.models.of(this.reader),
					forecasts.forecast(this.reader).orElseThrow())
			.orElse(new Movement(TODAY, 0, 0, 0, 0, 0, 0, 0));
	}

	private OwnTraining ownTraining(boolean enabled) {
		return new OwnTraining(new OwnTrainingProperties(enabled), new MockEnvironment(), this.models, this.factsCache,
				this.readers, this.history, new WorkTurns(this.jdbc, this.clock), this.clock);
	}

	private ReadingListChanged changed() {
		return new ReadingListChanged(this.reader, this.history.revisionOf(this.reader));
	}

	private void update(String change) {
		this.jdbc.sql("UPDATE reader_models " + change + " WHERE user_id = ?").param(this.reader.value()).update();
	}

	/**
	 * Reads on each of the days before today, in the evening; again makes a second
	 * session.
	 */
	private void read(int days, int pages) {
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				SELECT tbr_id, user_id, evening, evening + INTERVAL '40 minutes', :pages
				FROM user_tbr_list, generate_series(1, :days) AS ago,
				  LATERAL (SELECT TIMESTAMPTZ '2027-03-14 18:00Z' - ago * INTERVAL '1 day'
				    + :pages * INTERVAL '1 minute') AS times (evening)
				WHERE user_id = :reader""")
			.param("pages", pages)
			.param("days", days)
			.param("reader", this.reader.value())
			.update();
		raiseRevision();
	}

	private void raiseRevision() {
		this.jdbc.sql("""
				INSERT INTO reading_lists (user_id) VALUES (?)
				ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + 1""")
			.param(this.reader.value())
			.update();
	}

	private MvcTestResult dashboard() {
		return this.mvc.get().uri("/").with(SignedIn.as(this.reader)).exchange();
	}

}
