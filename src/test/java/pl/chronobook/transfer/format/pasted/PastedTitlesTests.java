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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.TextFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.history.AssumedLength;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class PastedTitlesTests {

	private static final int MOST_CHARACTERS = Limits.MAX_PASTED_CHARACTERS;

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
		assertThat(PastedTitles.parse(line)).containsExactly(
				book(title, Objects.requireNonNullElse(author, ""), (pages != null) ? new PageCount(pages) : null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			☐ Lalka – Bolesław Prus                        | Lalka              | Bolesław Prus
			□ ☑ 📚 Lalka                                   | Lalka              |
			( ) Lalka                                      | Lalka              |
			✨Lalka✨                                      | Lalka              |
			➤ Lalka ★★★★☆                                  | Lalka              |
			① Lalka                                        | Lalka              |
			1️⃣ Lalka                                        | Lalka              |
			> Lalka                                        | Lalka              |
			-Lalka                                         | Lalka              |
			—Lalka                                         | Lalka              |
			2026-01-05 Lalka                               | Lalka              |
			05.01.2026 – Lalka – Bolesław Prus             | Lalka              | Bolesław Prus
			Lalka – Bolesław Prus – 8/10                   | Lalka              | Bolesław Prus
			Saving Private Ryan                            | Saving Private Ryan |
			Autor widmo                                    | Autor widmo        |
			**Lalka** — *Bolesław Prus*                    | Lalka              | Bolesław Prus
			- [ ] [Lalka](https://przyklad.pl/lalka_(1))   | Lalka              |
			Lalka https://przyklad.pl/lalka                | Lalka              |
			Lalka - https://przyklad.pl                    | Lalka              |
			[28.11.2026, 15:40:12] Ania: Lalka             | Lalka              |
			28.11.2026, 15:40 - Ania W.: Lalka – B. Prus   | Lalka              | B. Prus
			<li><a href="/lalka">Lalka</a></li>            | Lalka              |
			Zbrodnia &amp; kara – Fiodor Dostojewski       | Zbrodnia & kara    | Fiodor Dostojewski
			Lalka – Bolesław Prus           | Lalka              | Bolesław Prus
			​﻿Lal­ka‏                   | Lalka              |
			Bolesław Prus – Lalka                          | Lalka              | Bolesław Prus
			Bolesław Prus, „Lalka”                         | Lalka              | Bolesław Prus
			Bolesław Prus: »Lalka«                         | Lalka              | Bolesław Prus
			„Lalka” Bolesław Prus                          | Lalka              | Bolesław Prus
			“Lalka”, Bolesław Prus                         | Lalka              | Bolesław Prus
			«Lalka» - Prus                                 | Lalka              | Prus
			‚Lalka’                                        | Lalka              |
			lalka - bolesław prus                          | lalka              | bolesław prus
			Lalka, Bolesław Prus                           | Lalka              | Bolesław Prus
			Dobry omen, Terry Pratchett, Neil Gaiman       | Dobry omen         | Terry Pratchett, Neil Gaiman
			Kłamca, tom 2, Jakub Ćwiek                     | Kłamca, tom 2      | Jakub Ćwiek
			Lalka / Bolesław Prus.                         | Lalka              | Bolesław Prus
			Lalka–Bolesław Prus                            | Lalka              | Bolesław Prus
			Lalka -Bolesław Prus                           | Lalka              | Bolesław Prus
			Lalka (Bolesław Prus)                          | Lalka              | Bolesław Prus
			Dune by Frank Herbert                          | Dune               | Frank Herbert
			Lalka, autor: Bolesław Prus                    | Lalka              | Bolesław Prus
			Tytuł: Lalka; Autor: Bolesław Prus             | Lalka              | Bolesław Prus
			Lalka, aut. Bolesław Prus                      | Lalka              | Bolesław Prus
			Lalka; Bolesław Prus; PIW                      | Lalka              | Bolesław Prus
			Lalka – Bolesław Prus 39,90 zł                 | Lalka              | Bolesław Prus
			Diuna – Kroniki Diuny – Frank Herbert          | Diuna – Kroniki Diuny | Frank Herbert
			Romeo i Julia – William Shakespeare            | Romeo i Julia      | William Shakespeare
			Pan Tadeusz – Adam Mickiewicz                  | Pan Tadeusz        | Adam Mickiewicz
			Adam Mickiewicz – Pan Tadeusz                  | Pan Tadeusz        | Adam Mickiewicz
			Anna Karenina, tom 1                           | Anna Karenina, tom 1 |
			Hamlet, Romeo i Julia                          | Hamlet, Romeo i Julia |
			Steve Jobs: biografia                          | Steve Jobs: biografia |
			Gödel, Escher, Bach                            | Gödel, Escher, Bach |
			Diuna (Kroniki Diuny)                          | Diuna (Kroniki Diuny) |
			Kim jest autor listu                           | Kim jest autor listu |
			o czym szumią wierzby                          | o czym szumią wierzby |
			„Solidarność” i reszta                         | „Solidarność” i reszta |
			A–Z                                            | A–Z                |
			C++ w praktyce                                 | C++ w praktyce     |
			Kasia, Tomek                                   | Kasia, Tomek       |
			1984 – George Orwell                           | 1984               | George Orwell
			Za 100 lat                                     | Za 100 lat         |
			""")
	void strangersWriteLinesInManyWays(String line, String title, @Nullable String author) {
		assertThat(PastedTitles.parse(line)).containsExactly(book(title, Objects.requireNonNullElse(author, ""), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka 680 stron", "Lalka (680 stron)", "Lalka [680 str.]", "Lalka, str. 680",
			"Lalka – 680s", "Lalka | 680 pages", "Lalka, liczba stron: 680", "Lalka (ok. 680 s.)", "Lalka\t680 s.",
			"Lalka\t\t680", "Lalka, 680 s. 29,99 zł", "Lalka, 680 Seiten" })
	void lengthIsReadHoweverItIsWritten(String line) {
		assertThat(PastedTitles.parse(line)).containsExactly(book("Lalka", "", new PageCount(680)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka (680 s.) – Bolesław Prus", "Lalka, 680 s., Bolesław Prus",
			"Bolesław Prus – Lalka, 680 s.", "Lalka\tBolesław Prus\t680 stron\t39,90 zł",
			"Lalka\tBolesław Prus\t1890\tpowieść\t680", "Lalka\t680\tBolesław Prus",
			"Lalka; Bolesław Prus; 1 szt.; 680 s." })
	void lengthMayStandAnywhere(String line) {
		assertThat(PastedTitles.parse(line)).containsExactly(book("Lalka", "Bolesław Prus", new PageCount(680)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka – Bolesław Prus ISBN 978-83-08-04905-1",
			"Lalka – Bolesław Prus (ISBN: 9788308049051)", "Lalka, 9788308049051, Bolesław Prus",
			"Lalka\tBolesław Prus\t9788308049051", "9788308049051 Lalka – Bolesław Prus" })
	void isbnIsNoPartOfTheTitle(String line) {
		assertThat(PastedTitles.parse(line)).containsExactly(
				new PastedTitle("Lalka", "Bolesław Prus", null, new Isbn("9788308049051"), ReadingStatus.TBR));
	}

	@Test
	void isbnAloneIsABook() {
		assertThat(PastedTitles.parse("978-83-08-04905-1\nISBN 83-08-04905-2"))
			.extracting(PastedTitle::title, PastedTitle::isbn)
			.first()
			.isEqualTo(tuple("978-83-08-04905-1", new Isbn("9788308049051")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "•\tLalka\n•\tSolaris\n•\tCesarz", "1.\tLalka\n2.\tSolaris\n3.\tCesarz",
			"1\tLalka\n2\tSolaris\n3\tCesarz", "\uf0b7\tLalka\no\tSolaris\n\uf0a7\tCesarz",
			"1 Lalka\n2 Solaris\n3 Cesarz", "1 - Lalka\n2 - Solaris\n3 - Cesarz", "1: Lalka\n2: Solaris\n3: Cesarz",
			"(1) Lalka\n(2) Solaris\n(3) Cesarz", "#1 Lalka\n#2 Solaris\n#3 Cesarz",
			"01. Lalka\n02. Solaris\n04. Cesarz", "1. Lalka\n2. Solaris\n\n1. Cesarz",
			"<ol><li>Lalka</li><li>Solaris</li><li>Cesarz</li></ol>", "Lalka<br/>Solaris<br>Cesarz",
			"Lalka\u2028Solaris\u000bCesarz", "„Lalka”, „Solaris”, „Cesarz”", "Lalka • Solaris • Cesarz",
			"Moje książki:\n☐ Lalka\n☐ Solaris\n☐ Cesarz",
			"Lalka\n39,90 zł\n1 szt.\nUsuń\nSolaris\n29 zł\nIlość: 1\nCesarz\nDo koszyka",
			"Lalka\nhttps://przyklad.pl/1\nSolaris\nCesarz", "Tytuł\nLalka\nSolaris\nCesarz",
			"TBR\nLalka\nSolaris\nCesarz", "a) Lalka\nb) Solaris\nc) Cesarz", "I. Lalka\nII. Solaris\nIII. Cesarz",
			"Lalka\n1234 oceny\n<pominięto multimedia>\nSolaris\n7,2 / 10\nCesarz\nDodaj na półkę" })
	void itemsOfDocumentsPagesAndShopsAreTheirTitles(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::author)
			.containsExactly(tuple("Lalka", ""), tuple("Solaris", ""), tuple("Cesarz", ""));
	}

	@Test
	void commasOnOneLinePartFourTitlesOrMore() {
		assertThat(PastedTitles.parse("Lalka, Solaris, Cesarz, Ogniem i mieczem")).extracting(PastedTitle::title)
			.containsExactly("Lalka", "Solaris", "Cesarz", "Ogniem i mieczem");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"Bolesław Prus – Placówka i inne\nStanisław Lem – Głos pana\nJan Nowak – Ostatnie dni lata",
			"Bolesław Prus: Placówka i inne\nStanisław Lem: Głos pana\nJan Nowak: Ostatnie dni lata",
			"Bolesław Prus, Placówka i inne\nStanisław Lem, Głos pana\nJan Nowak, Ostatnie dni lata",
			"Bolesław Prus\tPlacówka i inne\nStanisław Lem\tGłos pana\nJan Nowak\tOstatnie dni lata",
			"Lp.\tAutor\tTytuł\n1\tBolesław Prus\tPlacówka i inne\n2\tStanisław Lem\tGłos pana\n3\tJan Nowak\tOstatnie dni lata",
			"Tytuł,Autor\nPlacówka i inne,Bolesław Prus\n\"Głos pana\",Stanisław Lem\nOstatnie dni lata,Jan Nowak",
			"Placówka i inne: Bolesław Prus\nGłos pana: Stanisław Lem\nOstatnie dni lata: Jan Nowak" })
	void theListTellsOnWhichSideItsAuthorsAre(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::author)
			.containsExactly(tuple("Placówka i inne", "Bolesław Prus"), tuple("Głos pana", "Stanisław Lem"),
					tuple("Ostatnie dni lata", "Jan Nowak"));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"Placówka i inne\nBolesław Prus\n39,90 zł\nGłos pana\nStanisław Lem\n29,90 zł\nOstatnie dni lata\nJan Nowak\n1 szt.",
			"Bolesław Prus\nPlacówka i inne\nStanisław Lem\nGłos pana\nJan Nowak\nOstatnie dni lata",
			"1. Placówka i inne\nBolesław Prus\n2. Głos pana\nStanisław Lem\n3. Ostatnie dni lata\nJan Nowak",
			"Placówka i inne\nby Bolesław Prus\nGłos pana\nby Stanisław Lem (Goodreads Author)\nOstatnie dni lata\nautor: Jan Nowak",
			"Placówka i inne\nby\nBolesław Prus\n4.29 avg rating — 1,500 ratings\nGłos pana\nAutor:\nStanisław Lem\nOstatnie dni lata\nAutor:\nJan Nowak" })
	void authorsMayStandOnLinesOfTheirOwn(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::author)
			.containsExactly(tuple("Placówka i inne", "Bolesław Prus"), tuple("Głos pana", "Stanisław Lem"),
					tuple("Ostatnie dni lata", "Jan Nowak"));
	}

	@Test
	void headerOfATableNamesItsColumns() {
		assertThat(PastedTitles
			.parse("Liczba stron;ISBN;Autor;Tytuł\n680;9788308049051;Bolesław Prus;\"Lalka; tom 1\"\n;;;1984\n"))
			.containsExactly(new PastedTitle("Lalka; tom 1", "Bolesław Prus", new PageCount(680),
					new Isbn("9788308049051"), ReadingStatus.TBR), book("1984", "", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "- [x] Lalka\n- [ ] Solaris", "1. [x] Lalka\n2. [ ] Solaris", "1. ~~Lalka~~\n2. Solaris",
			"☑ Lalka\n☐ Solaris", "✅ Lalka\nSolaris", "~~Lalka~~\nSolaris", "Lalka ✓\nSolaris",
			"Lalka (przeczytane)\nSolaris", "Przeczytane:\nLalka\nDo przeczytania:\nSolaris",
			"## Przeczytane 2026\n- Lalka\n## Do przeczytania\n- Solaris" })
	void whatIsTickedOrUnderAHeadingIsRead(String text) {
		assertThat(read(text, "").books()).extracting(book -> book.book().title(), ImportedBook::status)
			.containsExactly(tuple("Lalka", ReadingStatus.FINISHED), tuple("Solaris", ReadingStatus.TBR));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Hobbit\nNiedokończone opowieści – J.R.R. Tolkien\nLalka\nPotop", "Dziewczyna porzucona\nLalka",
					"Lalka\nUnfinished Tales\nPotop", "Lalka\n30 Days Left\nPotop", "Lalka\nNever Finished\nPotop",
					"Lalka\nLista\nPotop", "Lalka\nBooks\nPotop", "Lalka\nAutorka\nPotop", "Lalka\nAutor\nPotop",
					"Lalka\nAutorzy\nBy\nPotop", "Lalka\nPotop\nAutorka", "tolkien - niedokończone opowieści",
					"11/22/63 - Stephen King\nLalka", "11/22/63\nLalka", "Lalka\n11/22/63 - King" })
	void titlesAreNoHeadingsLabelsOrDates(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::status)
			.containsExactlyElementsOf(text.lines()
				.map(line -> tuple(line.replaceFirst(" [–-] (J.R.R. Tolkien|Stephen King|King)$", ""),
						ReadingStatus.TBR))
				.toList());
	}

	@Test
	void labelWithoutAColonPrecedesAPersonOfATitle() {
		assertThat(PastedTitles.parse("Lalka\nBolesław Prus\nAutorka\nOlga Tokarczuk"))
			.extracting(PastedTitle::title, PastedTitle::author)
			.containsExactly(tuple("Lalka", "Bolesław Prus"), tuple("Autorka", "Olga Tokarczuk"));
		assertThat(PastedTitles.parse("Lalka\nAutor:\nFaraon\tBolesław Prus\nPotop")).extracting(PastedTitle::title)
			.containsExactly("Lalka", "Faraon", "Potop");
	}

	@Test
	void daysOfSeveralLinesAreNoPartOfTheirTitles() {
		assertThat(PastedTitles.parse("05.01.26 Lalka\n7.01.26 – Potop\nFaraon\n11/22/63 - Stephen King"))
			.extracting(PastedTitle::title)
			.containsExactly("Lalka", "Potop", "Faraon", "11/22/63");
	}

	@Test
	void headingsWithASignMayUseOtherWords() {
		assertThat(PastedTitles.parse("Przeczytane:\nLalka\nPorzucone książki:\nPotop\nCzytam w 2026:\nFaraon"))
			.extracting(PastedTitle::title, PastedTitle::status)
			.containsExactly(tuple("Lalka", ReadingStatus.FINISHED), tuple("Potop", ReadingStatus.ABANDONED),
					tuple("Faraon", ReadingStatus.READING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "8/10\tLalka\tBolesław Prus", "https://lubimyczytac.pl/1\tLalka\tBolesław Prus",
			"25 zł\tLalka\tBolesław Prus", "1 egz.\tLalka\tBolesław Prus", "\tLalka\tBolesław Prus",
			"8/10\t25 zł\t• Lalka\tBolesław Prus" })
	void firstColumnsThatSayNothingAreNotTheTitle(String row) {
		assertThat(PastedTitles.parse(row)).containsExactly(book("Lalka", "Bolesław Prus", null));
	}

	@Test
	void quotesThatMakeNoTableLeaveTheColumnsInTheirOrder() {
		assertThat(PastedTitles.parse("""
				Autor;Tytuł;Strony
				Bolesław Prus;"Lalka" i inne;680
				"Olga Tokarczuk";Bieguni
				Księga bez autora
				""")).containsExactly(book("\"Lalka\" i inne", "Bolesław Prus", new PageCount(680)),
				book("Bieguni", "Olga Tokarczuk", null), book("Księga bez autora", "", null));
	}

	@Test
	void isbnIsTheTitleOfARowWithoutOne() {
		assertThat(PastedTitles.parse("Tytuł;Autor;ISBN\n;Bolesław Prus;9788308049051")).containsExactly(
				new PastedTitle("9788308049051", "Bolesław Prus", null, new Isbn("9788308049051"), ReadingStatus.TBR));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			Lalka%n%s                                      | 2
			%nTytuł;Autor%nLalka;Prus%n%n%s;Nowak           | 5
			Tytuł;Autor%n"Lal%nka";Prus%n%s;Nowak           | 4
			Tytuł;Autor%n"Lalka";Prus%n"A" b;C%n%s;Nowak    | 4
			""")
	void refusalNamesTheLineOfTheText(String text, String line) {
		String pasted = text.formatted("x".repeat(NewBook.LONGEST_TITLE + 1));
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> PastedTitles.parse(pasted))
			.returns(FileProblem.PASTED_LINE, UnreadableFileException::problem)
			.satisfies(ex -> assertThat(ex.detail()).isEqualTo(line));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka\nJane Eyre\nPotop\nFaraon\nQuo vadis\nDavid Copperfield",
			"Lalka\nJan Nowak\nPotop\nFaraon\nCesarz\nAnna Nowak" })
	void titlesThatLookLikeNamesStayTitles(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title)
			.containsExactlyElementsOf(text.lines().toList());
	}

	@Test
	void boxesOfAllLinesThatAreTickedAreBulletsBehindNumbersToo() {
		assertThat(PastedTitles.parse("1. [x] Lalka\n2. [x] Solaris"))
			.extracting(PastedTitle::title, PastedTitle::status)
			.containsExactly(tuple("Lalka", ReadingStatus.TBR), tuple("Solaris", ReadingStatus.TBR));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka - Prus\nPotop - Sienkiewicz\nJane Eyre - Bronte\nDon Kichot - Cervantes",
			"Lalka - Prus\nPotop - Sienkiewicz\nAnna Nowak - Zielińska\nJan Nowak - Cervantes",
			"Tytuł - Prus\nDiuna - Herbert\nAnna Nowak - Kraszewski" })
	void twoTitlesWithNamesDoNotTurnAListRound(String text) {
		assertThat(PastedTitles.parse(text)).extracting(book -> book.title() + " - " + book.author())
			.containsExactlyElementsOf(text.lines().toList());
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"Stephen King: Instrukcja obsługi\nAgnieszka Osiecka: Nie żałuję\nDiuna: Mesjasz\nLalka\nPotop\nFaraon",
			"Stephen King: Instrukcja obsługi\nAgnieszka Osiecka: Nie żałuję\nDiuna: Mesjasz\nHobbit: Tam\nLalka",
			"Jane Eyre, tom 1\nOliver Twist, tom 2\nJa, Klaudiusz",
			"Anna Nowak, tom 1\nJan Nowak, tom 2\nJa, Klaudiusz", "Lalka, T. II\nPotop, Cz. I",
			"Lalka, Historia Polski", "Lalka, Boska Komedia", "Lalka, Ryszard III", "Don Kichot, Jane Eyre",
			"Hobbit, Peter Pan", "Lalka, Oliver Twist", "Lalka, David Copperfield", "Lalka, Mary Poppins",
			"Lalka, Dziennik Anny Frank", "Lalka, mistrz i małgorzata", "Lalka, historia polski",
			"Lalka, dziennik anny frank", "Lalka, anna na wojnie" })
	void titlesWithNamesAndVolumesStayWhole(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::author)
			.containsExactlyElementsOf(text.lines().map(line -> tuple(line, "")).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "bolesław prus - lalka\nhenryk sienkiewicz - potop",
			"lalka - bolesław prus\npotop - henryk sienkiewicz", "lalka, bolesław prus\npotop, henryk sienkiewicz",
			"bolesław prus: lalka\nhenryk sienkiewicz: potop", "lalka\nbolesław prus\npotop\nhenryk sienkiewicz" })
	void authorsInSmallLettersAreRecognised(String text) {
		assertThat(PastedTitles.parse(text)).extracting(PastedTitle::title, PastedTitle::author)
			.containsExactly(tuple("lalka", "bolesław prus"), tuple("potop", "henryk sienkiewicz"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Lalka – V. C. Andrews", "Lalka – Jan Paweł II", "Lalka – T. S. Eliot",
			"Lalka – Janina Skowrońska i Ewa Nowak", "Lalka – Zbysława Kowalska", "Lalka – Prus Bolesław",
			"Lalka – Pisarski, Roman", "Lalka – j.r.r. tolkien", "V. C. Andrews – Lalka",
			"Stephen King – Lalka\nStephen King – Misery", "Stephen King – Lalka\nSolaris" })
	void authorsStayAuthors(String text) {
		String author = text.lines().findFirst().orElseThrow().replaceAll("^Lalka – | – Lalka$", "");
		assertThat(PastedTitles.parse(text)).first()
			.returns("Lalka", PastedTitle::title)
			.returns(author, PastedTitle::author);
	}

	@Test
	void boxesThatAreAllTickedAreBullets() {
		assertThat(read("✅ Lalka\n✅ Solaris", "").books()).extracting(ImportedBook::status)
			.containsOnly(ReadingStatus.TBR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<a <a <a ", "**a ", "„a” ", "a – b ", "a, b ", "(a) [b] ", "978-83 ", "★ ", "1. ",
			"a / b: ", "http://a ", "12 s. ", "&amp;&lt;", "aut. ", "autor: ", "Autor: a ", "★", ", ", " by ", "a by ",
			"„a", "a\u00a0", "De la ", "[a](" })
	@Timeout(30)
	void repeatedSignsTakeNoTime(String part) {
		for (int length : new int[] { 480, 990 }) {
			for (String end : List.of("", "()", "x")) {
				String line = part.repeat(length / part.length()) + end;
				String text = (line + "\n").repeat(99);
				try {
					assertThat(PastedTitles.parse(text)).isNotEmpty();
				}
				catch (UnreadableFileException ex) {
					assertThat(ex.problem()).isIn(FileProblem.PASTED_EMPTY, FileProblem.PASTED_LINE);
				}
			}
		}
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
			.isThrownBy(() -> AssumedLength.typed(typed, "założona"))
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
		assertThat(PastedTitles.parse(title)).containsExactly(book(title, "", null));
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
			.containsExactly(book(title, author, new PageCount(pages)));
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

	private static PastedTitle book(String title, String author, @Nullable PageCount pages) {
		return new PastedTitle(title, author, pages, null, ReadingStatus.TBR);
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
		AssumedLength assumed = AssumedLength.typed(usualLength, "założona").orElse(null);
		CsvTable table = CsvTable.of(TextFile.of(PastedTitles.table(text, "lista", assumed)));
		return new TitleList().read(table, new ParseContext(ZoneId.of("Europe/Warsaw"), NOW, null));
	}

}
