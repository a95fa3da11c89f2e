package pl.chronobook.forecast;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.modulith.test.Scenario;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingListChanged;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The forecast module with the modules it may use and no others, and its answers to a
 * change of the reading list and to a demo that was started.
 */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
@Import(ForecastModuleTests.UnreliableListener.class)
class ForecastModuleTests {

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private UnreliableListener unreliable;

	@Autowired
	private FailedEventPublications failed;

	@Test
	void changeOfTheListCausesANewForecast(Scenario scenario) {
		ReaderId reader = readerWithAHistory();

		scenario.publish(new ReadingListChanged(reader, revision(reader)))
			.andWaitForStateChange(() -> forecasts(reader), count -> count > 0)
			.andVerify(count -> assertThat(count).isEqualTo(1));
	}

	@Test
	void outdatedChangeCausesNoForecast(Scenario scenario) {
		ReaderId reader = readerWithAHistory();
		TestBooks.onList(this.jdbc, reader, "Faraon", 400);
		long newest = revision(reader);

		scenario.publish(new ReadingListChanged(reader, newest - 1))
			.andWaitForStateChange(() -> openPublications(reader), open -> open == 0)
			.andVerify(open -> assertThat(forecasts(reader)).isZero());
	}

	@Test
	void failingListenerIsRetriedAndDoesNotBlockOthers(Scenario scenario) {
		ReaderId reader = readerWithAHistory();
		this.unreliable.failFor(reader);

		scenario.publish(new ReadingListChanged(reader, revision(reader)))
			.andWaitForStateChange(() -> forecasts(reader) == 1 && openPublications(reader) == 1, Boolean::booleanValue)
			.andVerify(done -> assertThat(this.unreliable.hasAnswered(reader)).isFalse());

		this.unreliable.recover();
		scenario.stimulate(() -> this.failed.resubmit(ResubmissionOptions.defaults()))
			.andWaitForStateChange(() -> openPublications(reader), open -> open == 0)
			.andVerify(open -> assertThat(this.unreliable.hasAnswered(reader)).isTrue());
	}

	@Test
	void startedDemoGetsAHolidayAndADeadline(Scenario scenario) {
		ReaderId reader = readerWithAHistory();

		scenario.publish(new DemoStarted(reader))
			.andWaitForStateChange(() -> rows("planned_periods", reader), count -> count > 0)
			.andVerify(count -> assertThat(rows("forecast_plans", reader)).isEqualTo(1));
		assertThat(rows("training_progress", reader)).as("trained before the first visit").isEqualTo(1);
		assertThat(this.jdbc.sql("SELECT deadline > current_date FROM forecast_plans WHERE user_id = ?")
			.param(reader.value())
			.query(Boolean.class)
			.single()).isTrue();
	}

	/** A reader who has finished one book and has another one to read. */
	private ReaderId readerWithAHistory() {
		ReaderId reader = TestReaders.create(this.jdbc);
		EntryId finished = TestBooks.onList(this.jdbc, reader, "Katarynka", 30);
		this.jdbc.sql("UPDATE user_tbr_list SET status = 'FINISHED', current_page = 30 WHERE tbr_id = ?")
			.param(finished.value())
			.update();
		this.jdbc.sql("""
				INSERT INTO reading_log (tbr_id, user_id, start_date, end_date)
				VALUES (?, ?, current_date - 20, current_date - 10)""")
			.params(finished.value(), reader.value())
			.update();
		TestBooks.onList(this.jdbc, reader, "Lalka", 600);
		return reader;
	}

	private long revision(ReaderId reader) {
		return this.jdbc.sql("SELECT revision FROM reading_lists WHERE user_id = ?")
			.param(reader.value())
			.query(Long.class)
			.single();
	}

	private int forecasts(ReaderId reader) {
		return rows("forecast_snapshots", reader);
	}

	private int rows(String table, ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.param(reader.value())
			.query(Integer.class)
			.single();
	}

	private int openPublications(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT count(*) FROM event_publication
				WHERE position(? IN serialized_event) > 0 AND status <> 'COMPLETED'""")
			.param(reader.value().toString())
			.query(Integer.class)
			.single();
	}

	/**
	 * Listens as another module would, and fails for some readers.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class UnreliableListener {

		private final Set<ReaderId> failing = ConcurrentHashMap.newKeySet();

		private final Set<ReaderId> answered = ConcurrentHashMap.newKeySet();

		void failFor(ReaderId reader) {
			this.failing.add(reader);
		}

		void recover() {
			this.failing.clear();
		}

		boolean hasAnswered(ReaderId reader) {
			return this.answered.contains(reader);
		}

		@ApplicationModuleListener
		void on(ReadingListChanged event) {
			if (this.failing.contains(event.reader())) {
				throw new IllegalStateException("The list of a reader cannot be answered to");
			}
			this.answered.add(event.reader());
		}

	}

}
