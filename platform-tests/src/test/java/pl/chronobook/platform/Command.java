package pl.chronobook.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The result of a finished command.
 *
 * @param status its exit status
 * @param output its output, errors included
 */
record Command(int status, String output) {

	private static final int PATIENCE = 300;

	/** The Java executable that runs the tests. */
	static String java() {
		return Path.of(System.getProperty("java.home"), "bin/java").toString();
	}

	static Command run(Path directory, Map<String, String> environment, String... words) {
		return start(directory, environment, words).end();
	}

	static Running start(Path directory, Map<String, String> environment, String... words) {
		ProcessBuilder builder = new ProcessBuilder(List.of(words)).directory(directory.toFile())
			.redirectErrorStream(true);
		// The settings that a commit needs, without those of the user who runs the tests
		builder.environment()
			.putAll(Map.of("GIT_AUTHOR_NAME", "test", "GIT_AUTHOR_EMAIL", "test@example.org", "GIT_COMMITTER_NAME",
					"test", "GIT_COMMITTER_EMAIL", "test@example.org", "GIT_CONFIG_GLOBAL", "/dev/null",
					"GIT_CONFIG_SYSTEM", "/dev/null"));
		builder.environment().putAll(environment);
		try {
			return new Running(builder.start());
		}
		catch (IOException ex) {
			throw new IllegalStateException(String.join(" ", words), ex);
		}
	}

	record Running(Process process) {

		Command end() {
			try {
				String output = new String(this.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				if (!this.process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
					this.process.destroyForcibly();
					throw new AssertionError("does not end: " + output);
				}
				return new Command(this.process.exitValue(), output);
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
