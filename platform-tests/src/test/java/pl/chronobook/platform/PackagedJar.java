package pl.chronobook.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The executable jars as {@code mvn -f reactor verify} has packaged them before these
 * tests. On a machine where they were not, tests that need them are skipped and say so;
 * in CI they fail.
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
