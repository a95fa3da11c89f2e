package pl.chronobook.transfer.recognition;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static pl.chronobook.transfer.recognition.Histories.books;
import static pl.chronobook.transfer.recognition.Histories.format;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Files with the headers that other programs write today, and tables that people keep
 * themselves.
 */
class OtherProgramsTests {

	@Test
	void openreadsKeepsAllReadingsOfABookInOneCell() {
		String file = """
				title,subtitle,author,status,favourite,deleted,pages,isbn,olid,book_format,readings,date_added,date_modified
				Lalka,,Prus,finished,false,false,300,9788300000012,,paperback,2026-02-01T00:00:00.000|2026-02-20T00:00:00.000|;2024-01-05T00:00:00.000|2024-01-20T00:00:00.000|36000000,2026-01-02T10:00:00.000,2026-02-20T10:00:00.000
				Faraon,,Prus,in_progress,false,false,250,,,ebook,2026-11-01T00:00:00.000||,2026-01-02T10:00:00.000,2026-01-02T10:00:00.000
				Anielka,,Prus,abandoned,false,false,250,,,ebook,2026-03-01T00:00:00.000|2026-03-09T00:00:00.000|,2026-01-02T10:00:00.000,2026-01-02T10:00:00.000
				Kosz,,Prus,finished,false,true,250,,,ebook,||,2026-01-02T10:00:00.000,2026-01-02T10:00:00.000
				""";
		assertThat(format(file)).isEqualTo("OPENREADS");
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[2026-02-01..2026-02-20, 2024-01-05..2024-01-20]",
				"READING|Faraon|250|[2026-11-01..]", "ABANDONED|Anielka|250|[2026-03-01..2026-03-09 given up]");
		assertThat(read(file).notes()).containsEntry(Note.DELETED_ROWS, 1);
	}

	@Test
	void openLibraryHasShelvesButNoLengths() {
		String file = """
				Work ID,Title,Authors,First Publish Year,Edition ID,Bookshelf,My Ratings,Ratings Count
				OL1W,Lalka,Prus,1969,OL2M,Already Read,5,900
				OL2W,Faraon,Prus,1970,OL3M,Want to Read,,900
				""";
		assertThat(format(file)).isEqualTo("OPEN_LIBRARY");
		assertThat(books(file)).containsExactly("FINISHED|Lalka|null|[]", "TBR|Faraon|null|[]");
	}

	@Test
	void libibCallsItsColumnsByAnotherName() {
		assertThat(books("""
				added,creators,began_date,completed_date,upc_isbn10,ean_isbn13,length_of,publish_date,status,title
				2026-01-05,Prus,2026-01-10,2026-02-06,0441478123,9780441478125,304,1974,Completed,Lalka
				""")).containsExactly("FINISHED|Lalka|304|[2026-01-10..2026-02-06]");
	}

	@Test
	void yamtrackListsAreNoBooksAndProgressOfTheCompletedIsTheLength() {
		String file = """
				row_type,media_id,source,media_type,title,progress,status,start_date,end_date
				media,1,openlibrary,book,Lalka,300,Completed,2026-02-01T00:00:00Z,2026-02-20T00:00:00Z
				media,3,tmdb,movie,Film,1,Completed,,2026-01-02T20:00:00Z
				list,,,,Favorites,,,,
				""";
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[2026-02-01..2026-02-20]");
		assertThat(read(file).notes()).containsEntry(Note.OTHER_MEDIA, 2);
	}

	@Test
	void jeluContainsOnlyTheLastEvent() {
		assertThat(books("""
				title,isbn13,page_count,authors,owned,to_read,last_reading_event,last_reading_event_date
				Lalka,9788300000012,300,Prus,true,false,FINISHED,2026-02-20
				Faraon,,200,Prus,true,true,,
				Kroniki,,200,Prus,true,false,CURRENTLY_READING,2026-11-20
				Anielka,,200,Prus,true,false,DROPPED,2026-03-20
				""")).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|200|[]",
				"READING|Kroniki|200|[2026-11-20..]", "ABANDONED|Anielka|200|[..2026-03-20 given up]");
	}

	@Test
	void datesOfAnEditionAreNoReading() {
		assertThat(books("""
				authors,#pages,pubdate,timestamp,title,#read,#date_read
				Prus,300,2020-01-01T00:00:00+02:00,2026-01-02T10:00:00+02:00,Lalka,True,2026-02-20T10:00:00+02:00
				Prus,200,2020-01-01T00:00:00+02:00,2026-01-02T10:00:00+02:00,Faraon,,
				""")).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|200|[]");
		assertThat(books("""
				Title,Authors,Page Count,Publication Date,Started Reading,Finished Reading,Current Page
				Lalka,Prus,300,2020-01-01,2026-02-01,2026-02-20,
				Faraon,Prus,200,2020-01-01,2026-11-01,,80
				Anielka,Prus,200,2020-01-01,,,
				""")).containsExactly("FINISHED|Lalka|300|[2026-02-01..2026-02-20]",
				"READING|Faraon|200|[2026-11-01..] at 80", "TBR|Anielka|200|[]");
	}

	@Test
	void cellWithBothDaysIsSplit() {
		assertThat(books("""
				Tytuł;Autor;Data rozpoczęcia;Data zakończenia
				Lalka;Prus;March 1, 2026 → March 9, 2026;
				Faraon;Prus;01-02-2026 – 20-02-2026;
				Anielka;Prus;2026.02.01;2026.02.20.
				Placówka;Prus;;1.03.2026 do 9.03.2026
				""")).containsExactly("FINISHED|Lalka|null|[2026-03-01..2026-03-09]",
				"FINISHED|Faraon|null|[2026-02-01..2026-02-20]", "FINISHED|Anielka|null|[2026-02-01..2026-02-20]",
				"FINISHED|Placówka|null|[2026-03-01..2026-03-09]");
	}

	@ParameterizedTest
	@CsvSource({ "'1 024',1024", "'1,024 pages',1024", "ok. 250,250", "~250,250", "412 str.,412", "300.00,300",
			"'300,0',300" })
	void lengthIsReadHoweverItIsWritten(String cell, int pages) {
		assertThat(books("Tytuł;Autor;Strony\nLalka;Prus;%s\n".formatted(cell)))
			.containsExactly("TBR|Lalka|%d|[]".formatted(pages));
	}

	@ParameterizedTest
	@CsvSource({ "45%,135", "'45,5 %',137", "str. 80,80", "80/300,80", "80,80", "wcale,0", "400,0" })
	void progressIsAPageOrAPercent(String cell, int page) {
		assertThat(read("Tytuł;Strony;Status;Postęp\nLalka;300;czytam;%s\n".formatted(cell)).books())
			.extracting(ImportedBook::currentPage)
			.containsExactly(page);
	}

	@ParameterizedTest
	@CsvSource({ "tak,FINISHED", "nie,TBR", "w połowie,READING", "✅ Przeczytane,FINISHED", "📖 Czytam,READING",
			"📚 Do przeczytania,TBR" })
	void columnThatAsksWhetherABookWasReadIsItsStatus(String cell, String status) {
		assertThat(books("Tytuł,Autor,Przeczytane\nLalka,Prus,%s\n".formatted(cell)))
			.containsExactly(status + "|Lalka|null|[]");
	}

	@Test
	void headingsRepeatedHeadersAndTotalsAreSkipped() {
		String file = """
				Moja biblioteka 2026,,,
				,,,
				Tytuł,Autor,Strony,Data przeczytania
				Lalka,Prus,300,2026-02-20
				Tytuł,Autor,Strony,Data przeczytania
				Faraon,Prus,200,
				Razem: 2,,500,
				""";
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|200|[]");
		assertThat(read(file).rejected()).extracting(row -> row.problem()).containsExactly(RowProblem.SUM);
	}

	@Test
	void rowsWithoutTheirLastCellsAreReadExceptTheLastRowOfACutFile() {
		History history = read("""
				Title,Author,Exclusive Shelf,Date Read,Number of Pages
				Lalka,Prus,read,2026/02/20,300
				Faraon,Prus,to-read
				Aniel""");
		assertThat(books(history)).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|null|[]");
		assertThat(history.oddities()).containsEntry(Oddity.SHORT_ROW, List.of(3));
		assertThat(history.rejected()).extracting(row -> row.line()).containsExactly(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Tytuł|Autor|Strony\nLalka|Prus|300\n",
			"| Tytuł | Autor | Strony |\n|---|---|---|\n| Lalka | Prus | 300 |\n",
			"Tytuł,Autor,Strony\n\"=\"\"Lalka\"\"\",Prus,\"=\"\"300\"\"\"\n" })
	void otherSeparatorsAndGuardedTextsAreUnderstood(String file) {
		assertThat(books(file)).containsExactly("TBR|Lalka|300|[]");
	}

	@Test
	void entitiesOfWebPagesAreLetters() {
		assertThat(books("Title,Author,Exclusive Shelf\n\"Zbrodnia &amp; kara &#321;\",A,to-read\n"))
			.containsExactly("TBR|Zbrodnia & kara Ł|null|[]");
	}

	@Test
	void listOfTitlesIsReadAndSentencesAreRefused() {
		assertThat(books("Lalka\nFaraon\nKroniki tygodniowe\n")).containsExactly("TBR|Lalka|null|[]",
				"TBR|Faraon|null|[]", "TBR|Kroniki tygodniowe|null|[]");
		assertThat(catchThrowable(() -> read("Szanowny Panie.\nProszę o kontakt.\n"))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"version":2,"library":{"books":[{"title":"Lalka","authors":[{"name":"Prus"}],"pageCount":300,
			"status":"READ","finishedAt":"2026-02-20T20:00:00Z"}]}}""", """
			{"title":"Lalka","author":"Prus","pages":300,"status":"read","date_read":"2026-02-20"}
			{"title":null,"author":"Prus","pages":300,"status":"read","date_read":"2026-02-20"}
			""" })
	void jsonMayBeNestedOrOneBookOnALine(String file) {
		assertThat(books(file)).containsExactly("FINISHED|Lalka|300|[..2026-02-20]");
	}

	@Test
	void titleWithACommaInQuotesMayBeginAList() {
		assertThat(books(read("„Kłamca, tom 2”\nLalka\nFaraon\n"))).extracting(book -> book.split("\\|", -1)[1])
			.containsExactly("Kłamca, tom 2", "Lalka", "Faraon");
	}

	@Test
	void goodreadsTagForGivenUpBooksIsRecognisedAndDatesAreKept() {
		History history = read("""
				Title,Author,Number of Pages,Date Read,Bookshelves,Exclusive Shelf
				Lalka,Prus,300,2026/02/01,"dnf, fantasy",read
				Faraon,Prus,300,2026/02/20,to-read,to-read
				Anielka,Prus,300,2026/03/20,,
				""");
		assertThat(books(history)).containsExactly("ABANDONED|Lalka|300|[..2026-02-01 given up]",
				"TBR|Faraon|300|[..2026-02-20]", "FINISHED|Anielka|300|[..2026-03-20]");
		assertThat(history.notes()).containsEntry(Note.GIVEN_UP_BY_TAG, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "windows-1250", "ISO-8859-2", "IBM852" })
	void polishCodePagesAreDistinguished(String charset) {
		byte[] file = "Tytuł;Autor;Status\nŚwit żółwi;Gąsior;przeczytana\n".getBytes(Charset.forName(charset));
		assertThat(books(read(file))).containsExactly("FINISHED|Świt żółwi|null|[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "windows-1250", "windows-1252" })
	void textThatWasEncodedTwiceIsRepaired(String charset) {
		StringBuilder twice = new StringBuilder();
		for (byte unit : "Tytuł,Autor\nŻółw Łukasz i gęś,Ćma\nZwykła,Jan\n".getBytes(StandardCharsets.UTF_8)) {
			String sign = new String(new byte[] { unit }, Charset.forName(charset));
			twice.append(sign.equals("\uFFFD") ? String.valueOf((char) (unit & 0xFF)) : sign);
		}
		History history = read(twice.toString());
		assertThat(books(history)).containsExactly("TBR|Żółw Łukasz i gęś|null|[]", "TBR|Zwykła|null|[]");
		assertThat(history.notes()).containsEntry(Note.DOUBLE_ENCODED, 1);
	}

	@Test
	void foreignLettersAreNotRepaired() {
		assertThat(books("Tytuł,Autor\nÀ la recherche,Proust\nÅngström,Ö\nĂłŻ,ß\n"))
			.containsExactly("TBR|À la recherche|null|[]", "TBR|Ångström|null|[]", "TBR|ĂłŻ|null|[]");
	}

	@Test
	void unreadableDayOfFinishingStillMeansFinished() {
		History history = read("Tytuł,Autor,Data przeczytania\nLalka,Prus,zima 2025\nFaraon,Prus,2026-02-20\n");
		assertThat(books(history)).containsExactly("FINISHED|Lalka|null|[]", "FINISHED|Faraon|null|[..2026-02-20]");
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_DATE, List.of(2));
	}

}
