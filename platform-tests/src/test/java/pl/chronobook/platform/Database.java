package pl.chronobook.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real PostgreSQL with one empty database, set up as ours is in the cluster: the
 * application owns everything, and the training job has a role of its own.
 */
final class Database implements AutoCloseable {

	static final String TRAINING = "chronobook_training";

	private static final String OWNER = "postgres";

	private static final String NAME = "chronobook";

	private final EmbeddedPostgres server;

	private Database(EmbeddedPostgres server) {
		this.server = server;
	}

	static Database start() {
		try {
			Database database = new Database(EmbeddedPostgres.builder()
				.setLocaleConfig("locale-provider", "icu")
				.setLocaleConfig("icu-locale", "pl-PL")
				.setLocaleConfig("encoding", "UTF8")
				.setServerConfig("fsync", "off")
				.setPGStartupWait(Duration.ofMinutes(2))
				.start());
			JdbcClient server = JdbcClient.create(database.server.getPostgresDatabase());
			server.sql("CREATE ROLE " + TRAINING + " LOGIN").update();
			server.sql("CREATE DATABASE " + NAME).update();
			return database;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns its address; roles have no passwords. */
	String url(String role) {
		return this.server.getJdbcUrl(role, NAME);
	}

	String url() {
		return url(OWNER);
	}

	String owner() {
		return OWNER;
	}

	DataSource dataSource() {
		return this.server.getDatabase(OWNER, NAME);
	}

	JdbcClient jdbc() {
		return JdbcClient.create(dataSource());
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
