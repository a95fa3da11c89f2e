package pl.chronobook.transfer.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BatchId;
import pl.chronobook.transfer.domain.HistoryStore.Told;

/**
 * Shows newcomers the product with the history of a reader who does not exist. How often
 * one address may ask for it, and when the account ends, is the business of
 * {@link Readers#signInDemo}; here their number is bounded, so that nobody fills the
 * disk.
 */
@Service
@EnableConfigurationProperties(DemoProperties.class)
public class Demo {

	private static final long SEED = 20_270_009;

	private final boolean offered;

	private final int maxAccounts;

	private final HistoryStore store;

	private final Readers readers;

	private final JdbcClient jdbc;

	private final Clock clock;

	Demo(DemoProperties properties, Environment environment, HistoryStore store, Readers readers, JdbcClient jdbc,
			Clock clock) {
		this.offered = (properties.enabled() != null) ? properties.enabled()
				: !environment.containsProperty("spring.datasource.url");
		this.maxAccounts = properties.maxAccounts();
		this.store = store;
		this.readers = readers;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Whether this installation has a demo. */
	public boolean isOffered() {
		return this.offered;
	}

	/** Whether as many demo accounts exist as may. */
	public boolean isFull() {
		return this.jdbc.sql("SELECT count(*) FROM demo_accounts").query(Integer.class).single() >= this.maxAccounts;
	}

	/**
	 * Gives a new demo account its history, which ends yesterday.
	 */
	@Transactional
	public void fill(ReaderId reader) {
		this.jdbc.sql("INSERT INTO demo_accounts (user_id, created_at) VALUES (?, ?)")
			.params(reader.value(), Timestamp.from(this.clock.instant()))
			.update();
		ZoneId zone = this.readers.get(reader).zone();
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), zone);
		this.store.add(reader, List.of(new Told(new DemoHistory(SEED, today, zone).books(), true)),
				new BatchId(UUID.randomUUID()), done -> {
				});
	}

}
