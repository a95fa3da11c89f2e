package pl.chronobook.transfer.format.pasted;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.TextFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ParseContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class PastedTitlesTests {

	private static final int MOST_CHARACTERS = PastedTitles.MOST_CHARACTERS;

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			Lalka                                    | Lalka                        |                        |
			Lalka – Bolesław Prus                    | Lalka                        | Bolesław Prus          |
			Lalka - Bolesław Prus, 680 s.            | Lalka                        | Bolesław Prus          | 680
			Lalka; Bolesław Prus; 680 stron          | Lalka                        | Bolesław Prus          | 680
			Lalka, 680 s.                            | Lalka                        |                        | 680
			Lalka (ok. 680 str.)                     | Lalka                        |                        | 680
			Nędznicy — Victor Hugo — 1 488 s.        | Nędznicy                     | Victor Hugo            | 1488
			„Kłamca, tom 2” – Jakub Ćwiek            | Kłamca, tom 2                | Jakub Ćwiek            |
			Silmarillion – J.R.R. Tolkien            | Silmarillion                 | J.R.R. Tolkien         |
			Czarnoksiężnik – Ursula K. Le Guin       | Czarnoksiężnik               | Ursula K. Le Guin      |
			Wiedźmin – Ostatnie życzenie             | Wiedźmin – Ostatnie życzenie |                        |
			Diuna – Tom II                           | Diuna – Tom II               |                        |
			Apollo 11 – Apollo 13                    | Apollo 11 – Apollo 13        |                        |
			Solaris;Stanisław Lem;;                  | Solaris                      | Stanisław Lem          |
			Solaris;Stanisław Lem;;340 s.            | Solaris                      | Stanisław Lem          | 340
			1984                                     | 1984                         |                        |
			1984 – George Orwell                     | 1984                         | George Orwell          |
			1984, 328 s.                             | 1984                         |                        | 328
			2001: Odyseja kosmiczna                  | 2001: Odyseja kosmiczna      |                        |
			Paragraf 22, 1961                        | Paragraf 22, 1961            |                        |
			Moje życie, 0 s.                         | Moje życie, 0 s.             |                        |
			100 lat samotności                       | 100 lat samotności           |                        |
			13. piętro                               | 13. piętro                   |                        |
			- Solaris                                | Solaris                      |                        |
			• Solaris – Stanisław Lem                | Solaris                      | Stanisław Lem          |
			- [x] Solaris                            | Solaris                      |                        |
			1. Solaris                               | Solaris                      |                        |
			1) 1984                                  | 1984                         |                        |
			-1 stopień                               | -1 stopień                   |                        |
			""")
	void aLineIsATitleWithOrWithoutAuthorAndLength(String line, String title, @Nullable String author,
			@Nullable Integer pages) {
		assertThat(PastedTitles.parse(line)).containsExactly(new PastedTitle(title,
				Objects.requireNonNullElse(author, ""), (pages != null) ? new PageCount(pages) : null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1. Lalka\n2. Solaris\n3. Cesarz", "1) Lalka\r\n2) Solaris\r\n3) Cesarz",
			"1. Lalka\n1. Solaris\n1. Cesarz", "11. Lalka\n12. Solaris\n15. Cesarz", "1.Lalka\n2.Solaris\n3.Cesarz",
			"- 1. Lalka\n- 2. Solaris\n- 3. Cesarz", "\n# Do przeczytania\n* Lalka\n\n---\n* Solaris\n  + Cesarz\n" })
	void marksOfAListAreNoPartOfItsTitles(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title)
			.containsExactly("Lalka", "Solaris", "Cesarz");
	}

	@Test
	void numbersThatDoNotCountTheLinesBelongToTitles() {
		assertThat(PastedTitles.parse("13. piętro\nLalka\n7. plaga")).extracting(PastedTitle::title)
			.containsExactly("13. piętro", "Lalka", "7. plaga");
	}

	@Test
	void rowsOfASpreadsheetHaveTitleAuthorAndLength() {
		assertThat(PastedTitles.parse("Lalka\tBolesław Prus\t680\nSolaris\tStanisław Lem\t\t\n1984\t\t"))
			.extracting(PastedTitle::title, PastedTitle::author, PastedTitle::pages)
			.containsExactly(tuple("Lalka", "Bolesław Prus", new PageCount(680)),
					tuple("Solaris", "Stanisław Lem", null), tuple("1984", "", null));
	}

	@Test
	void hostileListsAreRefusedWithTheReason() {
		assertThat(problem("")).isEqualTo(FileProblem.PASTED_EMPTY);
		assertThat(problem(" \t\n\u0000\n\u00a0\n—\n")).isEqualTo(FileProblem.PASTED_EMPTY);
		assertThat(problem("x".repeat(1024 * 1024))).isEqualTo(FileProblem.PASTED_TOO_LONG);
		assertThat(problem("Tom\n".repeat(10_000))).isEqualTo(FileProblem.PASTED_TOO_MANY);
		assertThat(problem(";\t".repeat(MOST_CHARACTERS / 2))).isEqualTo(FileProblem.PASTED_LINE);
		assertThat(problem("Lalka\n" + "x".repeat(NewBook.LONGEST_TITLE + 1))).isEqualTo(FileProblem.PASTED_LINE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "20001", "dużo", "-5", "3,5", "999999999999" })
	void usualLengthIsANumberOfPages(String typed) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> PastedTitles.table("Lalka", "lista", typed, "założona"))
			.returns(FileProblem.PASTED_LENGTH, UnreadableFileException::problem);
	}

	@Test
	void booksWithoutALengthGetTheUsualOneAndATag() {
		History history = read("Solaris, 340 s.\n=Lalka; Bolesław Prus\n\"Cesarz\"", " 300 ");
		assertThat(history.rejected()).isEmpty();
		assertThat(history.books()).extracting(book -> book.book().title(), book -> book.book().author())
			.containsExactly(tuple("Solaris", "Autor nieznany"), tuple("=Lalka", "Bolesław Prus"),
					tuple("Cesarz", "Autor nieznany"));
		assertThat(listed(history, null))
			.extracting(ArchivedBook::pageCount, book -> book.details().tags(), ArchivedBook::status)
			.containsExactly(tuple(new PageCount(340), List.of(), ReadingStatus.TBR),
					tuple(new PageCount(300), List.of("założona"), ReadingStatus.TBR),
					tuple(new PageCount(300), List.of("założona"), ReadingStatus.TBR));
		assertThat(listed(read("Lalka", ""), null)).extracting(ArchivedBook::pageCount)
			.containsExactly((PageCount) null);
	}

	@Test
	void lengthThatTheCatalogKnowsTakesPrecedenceOverTheUsualOne() {
		History history = read("Solaris, 340 s.\nLalka", "300");
		assertThat(history.books()).extracting(book -> book.book().pageCount())
			.containsExactly(new PageCount(340), null);
		assertThat(listed(history, new PageCount(680)))
			.extracting(ArchivedBook::pageCount, book -> book.details().tags())
			.containsExactly(tuple(new PageCount(340), List.of()), tuple(new PageCount(680), List.of()));
	}

	@Test
	void titleThatIsAWordForASumIsABook() {
		History history = read("Suma\nŚrednia\nRazem: 12", "");
		assertThat(history.books()).extracting(book -> book.book().title()).containsExactly("Suma", "Średnia");
		assertThat(history.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(4, RowProblem.SUM));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Kłamca, tom 2", "Ja, klaudiusz\nPan Lodowego Ogrodu, tom 1",
			"„Dziady”, część III\n\"Ojciec Goriot\", czyli historia" })
	void titlesWithCommasStayWholeInTheTable(String titles) {
		assertThat(read(titles, "").books()).extracting(book -> book.book().title(), book -> book.book().author())
			.containsExactlyElementsOf(titles.lines().map(title -> tuple(title, "Autor nieznany")).toList());
	}

	@Property(tries = 500, seed = "20261128")
	void aPlainTitleSurvives(@ForAll("titles") String title) {
		assertThat(PastedTitles.parse(title)).containsExactly(new PastedTitle(title, "", null));
		assertThat(read(title, "").books()).extracting(book -> book.book().title()).containsExactly(title);
	}

	@Property(tries = 300, seed = "20261128")
	void aMarkedListHasTheTitlesOfThePlainOne(@ForAll("lists") List<String> titles, @ForAll("marks") String mark,
			@ForAll @IntRange(max = 1) int first) {
		String marked = IntStream.range(0, titles.size())
			.mapToObj(i -> mark.formatted(first + i) + titles.get(i))
			.collect(Collectors.joining("\n"));
		assertThat(PastedTitles.parse(marked)).extracting(PastedTitle::title).containsExactlyElementsOf(titles);
	}

	@Property(tries = 300, seed = "20261128")
	void titleAuthorAndLengthAreReadBack(@ForAll("titles") String title, @ForAll("authors") String author,
			@ForAll @IntRange(min = 1, max = PageCount.MAX) int pages, @ForAll("lines") String line) {
		assertThat(PastedTitles.parse(line.formatted(title, author, pages)))
			.containsExactly(new PastedTitle(title, author, new PageCount(pages)));
	}

	@Property(tries = 1000, seed = "20261128")
	void anyTextIsReadOrRefused(@ForAll("texts") String text) {
		List<PastedTitle> titles;
		try {
			titles = PastedTitles.parse(text);
		}
		catch (UnreadableFileException ex) {
			assertThat(ex.problem()).isIn(FileProblem.PASTED_EMPTY, FileProblem.PASTED_LINE);
			return;
		}
		assertThat(titles).hasSizeLessThanOrEqualTo(text.split("\\R").length)
			.allSatisfy(title -> assertThat(title.title()).isNotBlank()
				.hasSizeLessThanOrEqualTo(NewBook.LONGEST_TITLE)
				.doesNotContainPattern("\\p{Cc}|\\R"));
		History history = read(text, "300");
		assertThat(history.books().size() + history.rejected().size()).isBetween(1, titles.size());
	}

	@Provide
	Arbitrary<String> titles() {
		return Arbitraries.strings()
			.withChars("abcżźćłóĄŚ0123456789 :'?!&,")
			.ofMinLength(1)
			.ofMaxLength(30)
			.map(text -> text.replaceAll(" +", " ").strip())
			.filter(text -> text.matches(".*[\\p{L}\\d].*"));
	}

	@Provide
	Arbitrary<List<String>> lists() {
		return titles().list().ofMinSize(1).ofMaxSize(12);
	}

	@Provide
	Arbitrary<String> marks() {
		return Arbitraries.of("%d. ", "%d) ", "- ", "* ", "• ", "– ", "[ ] ", "- [x] ", "- %d. ");
	}

	@Provide
	Arbitrary<String> authors() {
		return Arbitraries.of("Bolesław Prus", "Ursula K. Le Guin", "J.R.R. Tolkien", "Gabriel García Márquez",
				"Antoine de Saint-Exupéry", "Flann O’Brien", "Lem", "Olga Tokarczuk, Karol Śliwka");
	}

	@Provide
	Arbitrary<String> lines() {
		return Arbitraries.of("%s – %s, %d s.", "%s - %s, %d str.", "%s; %s; %d stron", "%s\t%s\t%d",
				"  %s — %s (%d s.)  ");
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(60);
		Arbitrary<String> likely = Arbitraries.strings()
			.withChars("aĄ1. )-–;,|\t\"„”#[]'=\u0000\u2028\ud800s")
			.ofMaxLength(40);
		return Arbitraries.oneOf(anything, likely).list().ofMaxSize(8).map(lines -> String.join("\n", lines));
	}

	private static FileProblem problem(String text) {
		try {
			throw new AssertionError(PastedTitles.parse(text).size() + " titles");
		}
		catch (UnreadableFileException ex) {
			return ex.problem();
		}
	}

	private static List<ArchivedBook> listed(History history, @Nullable PageCount known) {
		return history.books().stream().map(book -> book.archivedAs(new BookId(Ids.next()), known)).toList();
	}

	private static History read(String text, String usualLength) {
		CsvTable table = CsvTable.of(TextFile.of(PastedTitles.table(text, "lista", usualLength, "założona")));
		return new TitleList().read(table, new ParseContext(ZoneId.of("Europe/Warsaw"), NOW, null));
	}

}
