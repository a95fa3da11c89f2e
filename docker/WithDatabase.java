import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Runs commands one after the other with a database of their own, while an image is
 * built: for the AOT caches. Takes the commands as they would be typed, without quotes.
 */
final class WithDatabase {

	private WithDatabase() {
	}

	public static void main(String[] commands) throws Exception {
		try (EmbeddedPostgres database = EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(Path.of("postgres").toAbsolutePath().toFile())
			.start()) {
			for (String command : commands) {
				ProcessBuilder builder = new ProcessBuilder(command.split(" ")).inheritIO();
				builder.environment()
					.putAll(Map.of("SPRING_DATASOURCE_URL", database.getJdbcUrl("postgres", "postgres"),
							"SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "postgres"));
				int status = builder.start().waitFor();
				if (status != 0) {
					System.err.println("Status " + status + " from: " + command);
					System.exit(1);
				}
			}
		}
	}

}
