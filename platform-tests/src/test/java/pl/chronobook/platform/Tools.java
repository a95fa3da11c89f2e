package pl.chronobook.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs and files that tests need. If one is missing, the test is skipped
 * with a message; in CI it fails.
 */
final class Tools {

	private Tools() {
	}

	static Path orSkip(String program) {
		return orSkip(Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, program)), program,
				"a Debian package brings it");
	}

	/** Returns a file that this build or an earlier one has packaged. */
	static Path packagedOrSkip(String folder, String ending) {
		Path path = Repository.file(folder);
		return orSkip((Files.isDirectory(path) ? Repository.files(folder, ending) : List.<Path>of()).stream(),
				folder + "/*" + ending, "mvn -f reactor package makes it");
	}

	private static Path orSkip(Stream<Path> candidates, String name, String hint) {
		Optional<Path> found = candidates.filter(Files::isReadable).findFirst();
		if (found.isEmpty()) {
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException("CI needs " + name + ": " + hint);
			}
			System.err.println("SKIPPED: there is no " + name + "; " + hint);
			Assumptions.abort("no " + name);
		}
		return found.orElseThrow();
	}

}
