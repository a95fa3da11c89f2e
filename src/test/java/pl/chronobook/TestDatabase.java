package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives every test context a fresh database on one PostgreSQL server, started once for
 * all tests. Does nothing where a test names a datasource itself or sets
 * {@code test.database=off}.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final AtomicInteger databases = new AtomicInteger();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (StatementRecorder.WANTED && context.getParent() == null) {
			context.getBeanFactory().registerSingleton("statementRecorder", new StatementRecorder());
		}
		if (context.getParent() != null || context.getEnvironment().containsProperty("spring.datasource.url")
				|| "off".equals(context.getEnvironment().getProperty("test.database"))) {
			return;
		}
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test database", Map.of("spring.datasource.url", create(),
					"spring.datasource.username", "postgres", "spring.datasource.password", "")));
	}

	/**
	 * Creates an empty database.
	 * @return its JDBC address; the user is {@code postgres}, without a password
	 */
	public static String create() {
		String name = "test_" + databases.incrementAndGet();
		try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return Server.INSTANCE.getJdbcUrl("postgres", name);
	}

	private static final class Server {

		private static final EmbeddedPostgres INSTANCE = start();

		private static EmbeddedPostgres start() {
			try {
				EmbeddedPostgres server = EmbeddedPostgres.builder()
					.setPGStartupWait(Duration.ofMinutes(2))
					.setLocaleConfig("locale-provider", "icu")
					.setLocaleConfig("icu-locale", "pl-PL")
					.setLocaleConfig("encoding", "UTF8")
					.setServerConfig("fsync", "off")
					.setServerConfig("max_connections", "200")
					.setRegisterShutdownHook(false)
					.start();
				SpringApplication.getShutdownHandlers().add(() -> stop(server));
				return server;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * Runs after all contexts have closed. The server's own shutdown hook would run
		 * in parallel with theirs, and each pool would wait for a stopped database.
		 */
		private static void stop(EmbeddedPostgres server) {
			try {
				server.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
