package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tour of the code names classes, files and pages that exist.
 */
class TourTests {

	private static final Path TOUR = Path.of("docs/tour.md");

	@Test
	void everyClassOnTheTourExists() throws IOException {
		Set<String> classes = new HashSet<>();
		for (String folder : List.of("src/main/java", "src/test/java", "ml-training/src/test/java")) {
			try (Stream<Path> files = Files.walk(Path.of(folder))) {
				files.forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
			}
		}
		List<String> named = found("`([A-Z][A-Za-z]+)`");
		assertThat(named).hasSizeGreaterThan(40);
		assertThat(classes).containsAll(named);
	}

	@Test
	void everyLinkOnTheTourLeadsSomewhere() throws IOException {
		assertThat(found("\\]\\(([^)#]+)\\)")).isNotEmpty()
			.allSatisfy(link -> assertThat(TOUR.resolveSibling(link)).exists());
	}

	private static List<String> found(String pattern) throws IOException {
		return Pattern.compile(pattern)
			.matcher(Files.readString(TOUR))
			.results()
			.map((MatchResult match) -> match.group(1))
			.distinct()
			.toList();
	}

}
