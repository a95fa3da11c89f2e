package pl.chronobook.platform;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command of the pods' init container: with the option that the chart passes, the jar
 * migrates the database and exits.
 */
class MigrationTests {

	private static final String OPTION = "-Dspring.context.exit=onRefresh";

	@Test
	void theApplicationMigratesTheDatabaseAndEnds(@TempDir Path folder) {
		assertThat(Repository.text("charts/chronobook/templates/web-deployment.yaml")).contains("value: " + OPTION);
		Path jar = PackagedJar.ofWebApplication();
		try (Database database = Database.start()) {
			Command migration = Command.run(folder,
					Map.of("SPRING_DATASOURCE_URL", database.url(), "SPRING_DATASOURCE_USERNAME", database.owner(),
							"SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0", "JAVA_TOOL_OPTIONS", OPTION),
					Command.java(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
			assertThat(migration.status()).as(migration.output()).isZero();
			assertThat(migration.output()).doesNotContain("Started ChronoBookApplication");
			assertThat(database.jdbc()
				.sql("SELECT count(*) FROM flyway_schema_history WHERE success")
				.query(Integer.class)
				.single()).isPositive();
		}
	}

}
