package pl.chronobook.notification;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.modulith.test.Scenario;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.forecast.FinishForecastMade;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.notification.domain.Channels;
import pl.chronobook.notification.domain.NotificationSettings;
import pl.chronobook.notification.domain.Preferences;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.EntryId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The notification module with the modules it may use and no others, and its answers to
 * their events.
 */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
class NotificationModuleTests {

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private NotificationSettings settings;

	@Autowired
	private Channels channels;

	private ReaderId reader;

	private EntryId entry;

	@BeforeEach
	void aReaderWithAWebhookAndNoQuietHours() {
		this.reader = TestReaders.create(this.jdbc);
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.settings.choose(this.reader, new Preferences(true, 7, true, true, true, null));
		assertThat(this.channels.addWebhook(this.reader, URI.create("https://hooks.invalid/x"))).isPresent();
	}

	@Test
	void bookReadToItsLastPageIsReported(Scenario scenario) {
		scenario.publish(new BookReadToEnd(this.reader, this.entry, Instant.parse("2027-03-14T11:00:00Z")))
			.andWaitForStateChange(this::occasions, occasions -> !occasions.isEmpty())
			.andVerify(occasions -> assertThat(occasions).singleElement()
				.asString()
				.startsWith("book.finished:" + this.entry.value()));
	}

	@Test
	void newForecastIsComparedWithTheDateReportedBefore(Scenario scenario) {
		this.jdbc.sql("INSERT INTO forecast_plans (user_id, pages_per_week, revision) VALUES (?, 100, 1)")
			.param(this.reader.value())
			.update();
		this.jdbc.sql("""
				INSERT INTO notification_baselines (user_id, finish, next_check_at)
				VALUES (?, current_date, now() + interval '1 day')""").param(this.reader.value()).update();

		scenario.publish(new FinishForecastMade(this.reader))
			.andWaitForStateChange(this::occasions, occasions -> !occasions.isEmpty())
			.andVerify(occasions -> assertThat(occasions).singleElement().asString().startsWith("date.slipped:"));
	}

	private List<String> occasions() {
		return this.jdbc.sql("SELECT occasion FROM notifications WHERE user_id = ?")
			.param(this.reader.value())
			.query(String.class)
			.list();
	}

}
