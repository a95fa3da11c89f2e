package pl.chronobook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of the interface stand in templates and in {@code messages.properties}, not in
 * Java, where Polish is only data.
 */
class PolishTextTests {

	private static final Path SOURCES = Path.of("src/main/java/pl/chronobook");

	/**
	 * Files and packages whose strings are Polish for another reason than the interface.
	 */
	private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
			Map.entry("api/web", "examples in the description of the API"),
			Map.entry("catalog/Book.java", "the author stored for a book that has none"),
			Map.entry("catalog/Series.java", "words for a volume in titles"),
			Map.entry("catalog/provider", "words in the records of the Polish national library"),
			Map.entry("catalog/web/BookForm.java", "units that readers type"),
			Map.entry("forecast/domain/DemoPlan.java", "the plan of the demo"),
			Map.entry("reading/web/shelf/AudioTime.java", "units that readers type"),
			Map.entry("transfer/demo", "the books of the demo"),
			Map.entry("transfer/file", "letters by which encodings are recognised"),
			Map.entry("transfer/format", "headings of files, and titles stored for books that a file only numbers"),
			Map.entry("transfer/history", "words in the cells of files"),
			Map.entry("transfer/outgoing/HistoryExport.java", "names of files in an archive"),
			Map.entry("transfer/recognition", "words by which files are recognised"));

	private static final Pattern TOKEN = Pattern.compile("\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\""
			+ "|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*(?s:.*?)\\*/");

	private static final Pattern POLISH = Pattern
		.compile("(?iu)[ąćęłńóśźż]|\\b(?:autor|czyt\\w+|dodan[aeoy]|godz|historia|inne|jest|konto|nie|nieznan\\w+|oraz"
				+ "|pomin\\w+|prognoz[ay]|przez|sesj[aei]|str|stron[ay]?|teraz|termin|usun\\w+|wiersz|wybran\\w+"
				+ "|wydanie|wyjazd|zapisan\\w+)\\b");

	@Test
	void javaHasNoTextsOfTheInterface() throws IOException {
		Map<String, List<String>> found = found();
		found.keySet().removeIf(file -> EXCEPTIONS.keySet().stream().anyMatch(file::startsWith));
		assertThat(found).isEmpty();
	}

	@Test
	void everyExceptionIsNeeded() throws IOException {
		Map<String, List<String>> found = found();
		assertThat(EXCEPTIONS.keySet())
			.allMatch(exception -> found.keySet().stream().anyMatch(file -> file.startsWith(exception)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"Zażółć\"", "\" godz.\"", "\"Wybrana teraz\"", "\"\"\"\n\tTo jest \"tekst\".\n\"\"\"",
			"'\"' + \"%d stron\" // a comment", "/* \" */ \"Nie\"" })
	void findsPolishInStrings(String code) {
		assertThat(polish(code)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "// \"nie\"", "/** „stron” and \"ł\" */ int pages;", "'ł'", "\"session\"", "\"a string\"" })
	void findsNothingElse(String code) {
		assertThat(polish(code)).isEmpty();
	}

	/** The Polish strings of each file, by its path below {@link #SOURCES}. */
	private static Map<String, List<String>> found() throws IOException {
		Map<String, List<String>> found = new TreeMap<>();
		try (Stream<Path> files = Files.walk(SOURCES)) {
			for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
				List<String> strings = polish(Files.readString(file));
				if (!strings.isEmpty()) {
					found.put(SOURCES.relativize(file).toString(), strings);
				}
			}
		}
		return found;
	}

	private static List<String> polish(String code) {
		return TOKEN.matcher(code)
			.results()
			.map(MatchResult::group)
			.filter(token -> token.startsWith("\"") && POLISH.matcher(token).find())
			.toList();
	}

}
