package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A package stays small enough to be read in one sitting; a larger one is divided by
 * idea.
 */
class PackageSizeTests {

	private static final int MAX_FILES = 25;

	@Test
	void noPackageHoldsMoreThan25Files() throws IOException {
		for (Path sources : new Path[] { Path.of("src/main/java"), Path.of("ml-training/src/main/java") }) {
			assertThat(sources).isDirectory();
			assertThat(tooLarge(sources)).as("packages of %s with more than %d files", sources, MAX_FILES).isEmpty();
		}
	}

	@Test
	void findsThePackageWithOneFileTooMany(@TempDir Path sources) throws IOException {
		for (String name : new String[] { "small", "large" }) {
			Path folder = Files.createDirectories(sources.resolve(name));
			Files.createFile(folder.resolve("package-info.java"));
			for (int i = 1; i < MAX_FILES; i++) {
				Files.createFile(folder.resolve("Type" + i + ".java"));
			}
		}
		Files.createFile(sources.resolve("large/OneMore.java"));

		assertThat(tooLarge(sources)).containsExactly(Map.entry(Path.of("large"), MAX_FILES + 1L));
	}

	/**
	 * Packages with more than {@link #MAX_FILES} files, and how many they have.
	 */
	private static Map<Path, Long> tooLarge(Path sources) throws IOException {
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter(file -> file.toString().endsWith(".java"))
				.map(file -> sources.relativize(file).getParent())
				.collect(Collectors.groupingBy(folder -> folder, Collectors.counting()))
				.entrySet()
				.stream()
				.filter(folder -> folder.getValue() > MAX_FILES)
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		}
	}

}
