package pl.chronobook.reading;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.modulith.test.Scenario;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookTypedIn;
import pl.chronobook.identity.ReaderDaysChanged;
import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reading module with the modules it may use and no others, and its answers to their
 * events.
 */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
class ReadingModuleTests {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aBookTypedIntoTheCatalogIsPutOnTheList(Scenario scenario) {
		ReaderId reader = TestReaders.create(this.jdbc);
		BookId book = TestBooks.create(this.jdbc, "Lalka", 600);

		scenario.publish(new BookTypedIn(reader, book))
			.andWaitForEventOfType(ReadingListChanged.class)
			.matching(changed -> changed.reader().equals(reader))
			.toArriveAndVerify(changed -> assertThat(listed(reader)).isEqualTo(1));
	}

	@Test
	void aChangeOfTheReadersDaysChangesTheListsRevision(Scenario scenario) {
		ReaderId reader = TestReaders.create(this.jdbc);

		scenario.publish(new ReaderDaysChanged(reader))
			.andWaitForEventOfType(ReadingListChanged.class)
			.matching(changed -> changed.reader().equals(reader))
			.toArriveAndVerify(changed -> assertThat(changed.revision()).isPositive());
	}

	private int listed(ReaderId reader) {
		return this.jdbc.sql("SELECT count(*) FROM user_tbr_list WHERE user_id = ?")
			.param(reader.value())
			.query(Integer.class)
			.single();
	}

}
