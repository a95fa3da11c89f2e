package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that every template keeps.
 */
class TemplateTests {

	private static final Path TEMPLATES = Path.of("src/main/resources/templates");

	private static final int LONGEST_LINE = 140;

	@Test
	void noTemplateLineIsTooLong() throws IOException {
		assertThat(lines().filter(line -> line.text().length() > LONGEST_LINE)).isEmpty();
	}

	@Test
	void iconsComeFromTheIconFragment() throws IOException {
		assertThat(lines().filter(line -> !line.file().endsWith("fragments/icon.html"))
			.filter(line -> line.text().contains("symbols.svg") && line.text().contains("0 0 24 24"))).isEmpty();
	}

	private static Stream<Line> lines() throws IOException {
		try (Stream<Path> files = Files.walk(TEMPLATES)) {
			return files.filter(file -> file.toString().endsWith(".html"))
				.toList()
				.stream()
				.flatMap(TemplateTests::lines);
		}
	}

	private static Stream<Line> lines(Path file) {
		try {
			List<String> all = Files.readAllLines(file);
			return Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(i -> new Line(file, i + 1, all.get(i)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Line(Path file, int number, String text) {
	}

}
