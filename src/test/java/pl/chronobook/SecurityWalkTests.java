package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walk through the ASVS names only tests, classes and pages that exist, and says of
 * every requirement how it is verified.
 */
class SecurityWalkTests {

	private static final Path WALK = Path.of("docs/security.md");

	/** Classes of the platform. */
	private static final Set<String> FOREIGN = Set.of("JdbcClient", "SecureRandom");

	@Test
	void everyClassAndTestOfTheWalkExists() throws IOException {
		Set<String> classes = new HashSet<>(FOREIGN);
		for (String folder : List.of("src/main/java", "src/test/java", "platform-tests/src/test/java")) {
			try (Stream<Path> files = Files.walk(Path.of(folder))) {
				files.forEach((file) -> classes.add(file.getFileName().toString().replace(".java", "")));
			}
		}
		List<String> named = found("`@?([A-Z][A-Za-z]+)`");
		assertThat(named).hasSizeGreaterThan(50).contains("HostileInputTests", "WorkLimit");
		assertThat(classes).containsAll(named);
	}

	@Test
	void everyLinkOfTheWalkLeadsSomewhere() throws IOException {
		assertThat(found("\\]\\(([^)#:]+)\\)")).isNotEmpty()
			.allSatisfy((link) -> assertThat(WALK.resolveSibling(link)).exists());
	}

	@Test
	void everyRequirementNamesATestOrSaysThatItWasReviewed() throws IOException {
		List<String> tables = Files.readAllLines(WALK)
			.stream()
			.dropWhile((line) -> !line.startsWith("## V1 "))
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| ---"))
			.filter((line) -> !line.startsWith("| requirement |"))
			.toList();
		assertThat(tables).hasSizeGreaterThan(60)
			.allSatisfy((line) -> assertThat(line.split("\\|", -1)[3]).matches(".*(Tests`|tests? of|by reading).*"));
	}

	private static List<String> found(String pattern) throws IOException {
		return Pattern.compile(pattern)
			.matcher(Files.readString(WALK))
			.results()
			.map((match) -> match.group(1))
			.distinct()
			.toList();
	}

}
