package pl.chronobook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that every template keeps.
 */
class TemplateTests {

	private static final Path TEMPLATES = Path.of("src/main/resources/templates");

	private static final int LONGEST_LINE = 140;

	private static final Pattern REQUEST = Pattern.compile("hx-(get|post)=");

	/** What htmx starts by itself, without a press of the reader. */
	private static final Pattern OWN_START = Pattern.compile("hx-trigger=\"(?!intersect once)");

	private static final Pattern LATER_PART = Pattern.compile("data-part=");

	private static final Pattern PART = Pattern.compile("~\\{((?!layout)[\\w/-]+) ::");

	@Test
	void noTemplateLineIsTooLong() {
		assertThat(lines().filter(line -> line.text().length() > LONGEST_LINE)).isEmpty();
	}

	@Test
	void iconsComeFromTheIconFragment() {
		assertThat(lines().filter(line -> line.text().contains("viewBox=\"0 0 24 24\""))).isNotEmpty()
			.allMatch(line -> line.file().endsWith("fragments/icon.html"));
	}

	/**
	 * A page that has nothing for htmx to do does not make a phone load it. The layout
	 * loads it for a message of its own.
	 */
	@Test
	void htmxIsLoadedByThePagesThatHaveRequestsForIt() {
		List<Path> pages = files().filter(file -> text(file).contains("layout :: page(")).toList();
		assertThat(pages).hasSizeGreaterThan(40);
		assertThat(pages.stream().filter(TemplateTests::hasRequests)).hasSizeGreaterThan(5)
			.allMatch(TemplateTests::loadsHtmx, "loads htmx");
		assertThat(pages.stream().filter(TemplateTests::loadsHtmx)).allMatch(
				page -> hasRequests(page) || parts(page).anyMatch(TemplateTests::hasRequests),
				"has a request for htmx");
	}

	@Test
	void scriptForPartsIsLoadedByThePagesThatHaveSome() {
		List<Path> pages = files().filter(file -> text(file).contains("layout :: page(")).toList();
		assertThat(pages.stream().filter(page -> text(page).contains("@{/js/parts.js}"))).hasSizeGreaterThan(2)
			.containsExactlyInAnyOrderElementsOf(
					pages.stream().filter(page -> LATER_PART.matcher(text(page)).find()).toList());
	}

	@Test
	void pagesThatLoadHtmxLateWaitForThePressOfTheReader() {
		List<Path> late = files().filter(file -> text(file).contains("~{fragments/htmx :: late}")).toList();
		assertThat(late).isNotEmpty()
			.allMatch(page -> Stream.concat(Stream.of(page), parts(page))
				.noneMatch(file -> OWN_START.matcher(text(file)).find()));
	}

	private static boolean hasRequests(Path file) {
		return REQUEST.matcher(text(file)).find();
	}

	private static boolean loadsHtmx(Path file) {
		return text(file).contains("~{fragments/htmx :: ");
	}

	private static Stream<Path> parts(Path page) {
		return PART.matcher(text(page)).results().map(part -> TEMPLATES.resolve(part.group(1) + ".html"));
	}

	private static Stream<Line> lines() {
		return files().flatMap(TemplateTests::lines);
	}

	private static Stream<Line> lines(Path file) {
		List<String> all = text(file).lines().toList();
		return Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(i -> new Line(file, i + 1, all.get(i)));
	}

	private static Stream<Path> files() {
		try (Stream<Path> files = Files.walk(TEMPLATES)) {
			return files.filter(file -> file.toString().endsWith(".html")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Line(Path file, int number, String text) {
	}

}
