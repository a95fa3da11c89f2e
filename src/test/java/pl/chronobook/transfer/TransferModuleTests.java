package pl.chronobook.transfer;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.modulith.test.Scenario;

import pl.chronobook.TestReaders;
import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingListChanged;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The transfer module with the modules it may use and no others, and its answer to a demo
 * that was started.
 */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
class TransferModuleTests {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void startedDemoGetsAHistory(Scenario scenario) {
		ReaderId reader = TestReaders.create(this.jdbc);

		scenario.publish(new DemoStarted(reader))
			.andWaitForEventOfType(ReadingListChanged.class)
			.matching(changed -> changed.reader().equals(reader))
			.toArriveAndVerify(changed -> assertThat(rows("user_tbr_list", reader)).isGreaterThan(10)
				.isLessThan(rows("reading_sessions", reader)));
	}

	private int rows(String table, ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM %s WHERE user_id = ?".formatted(table))
			.param(reader.value())
			.query(Integer.class)
			.single();
	}

}
