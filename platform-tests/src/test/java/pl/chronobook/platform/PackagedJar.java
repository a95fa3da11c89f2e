package pl.chronobook.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The executable jars, which {@code mvn -f reactor verify} packages before these tests.
 * Without them the tests that need them are skipped with a message, except in CI, where
 * they fail.
 */
final class PackagedJar {

	private PackagedJar() {
	}

	static Path ofWebApplication() {
		return orSkip("target");
	}

	static Path ofTraining() {
		return orSkip("ml-training/target");
	}

	private static Path orSkip(String folder) {
		List<Path> jars = Files.isDirectory(Repository.file(folder)) ? Repository.files(folder, "-exec.jar")
				: List.of();
		if (jars.isEmpty()) {
			String missing = "there is no executable jar in " + folder + "; mvn -f reactor package makes it";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(missing);
			}
			System.out.println("NOT TESTED as packaged: " + missing);
			Assumptions.abort(missing);
		}
		return jars.getLast();
	}

}
