package pl.chronobook.transfer.recognition;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;
import static pl.chronobook.transfer.recognition.Histories.books;
import static pl.chronobook.transfer.recognition.Histories.isUnexplained;
import static pl.chronobook.transfer.recognition.Histories.read;

/**
 * Files of other programs and of spreadsheets, with the faults that such files have.
 */
class FaultyFilesTests {

	private static final String GOODREADS = "Book Id,Title,Author,ISBN,ISBN13,Binding,Number of Pages,Date Read,"
			+ "Date Added,Bookshelves,Exclusive Shelf\n";

	@Test
	void plainTableOfTitlesAuthorsAndPagesIsExplainedByTheReader() {
		String table = "title,author,pages\nLalka,Bolesław Prus,680\nFaraon,Bolesław Prus,700\n";
		assertThat(isUnexplained(table)).isTrue();
		assertThat(books(table)).containsExactly("TBR|Lalka|680|[]", "TBR|Faraon|700|[]");
	}

	@Test
	void statusesAndDatesOfHardcoverAreRead() {
		assertThat(books("""
				Title,Author,Status,ISBN 10,ISBN 13,Binding,Pages,Date Added,Date Started,Date Finished
				Lalka,Prus,Read,,9788300000012,Paperback,300,2026-01-02,2026-02-01,2026-02-20
				Faraon,Prus,Want to Read,,,Paperback,200,2026-01-03,,
				Kroniki,Prus,Currently Reading,,,Paperback,250,2026-01-03,2026-11-01,
				Anielka,Prus,Did Not Finish,,,Paperback,410,2026-01-03,2026-03-01,2026-03-09
				Placówka,Prus,Paused,,,Paperback,180,2026-01-03,2026-05-01,
				""")).containsExactly("FINISHED|Lalka|300|[2026-02-01..2026-02-20]", "TBR|Faraon|200|[]",
				"READING|Kroniki|250|[2026-11-01..]", "ABANDONED|Anielka|410|[2026-03-01..2026-03-09 given up]",
				"READING|Placówka|180|[2026-05-01..]");
	}

	@Test
	void shelvesAndDatesOfBookWyrmAreRead() {
		assertThat(books("""
				title,author_text,isbn_10,isbn_13,start_date,finish_date,stopped_date,shelf,shelf_name,shelf_date
				Lalka,Prus,8300000000,9788300000012,2026-02-01,2026-02-20,,read,Read,2026-02-20
				Faraon,Prus,,,,,,to-read,To Read,2026-01-03
				Kroniki,Prus,,,2026-11-01,,,reading,Currently Reading,2026-11-01
				Anielka,Prus,,,2026-03-01,,2026-03-09,stopped-reading,Stopped Reading,2026-03-09
				""")).containsExactly("FINISHED|Lalka|null|[2026-02-01..2026-02-20]", "TBR|Faraon|null|[]",
				"READING|Kroniki|null|[2026-11-01..]", "ABANDONED|Anielka|null|[2026-03-01..2026-03-09 given up]");
	}

	@Test
	void statusesAndDatesOfOpenreadsAreRead() {
		assertThat(books("""
				title,author,status,start_date,finish_date,pages,isbn
				Lalka,Prus,finished,2024-01-01,2024-02-01,680,9788300000012
				Faraon,Prus,planned,,,500,
				Kroniki,Prus,in_progress,2026-11-01,,500,
				Anielka,Prus,abandoned,2024-01-01,2024-01-05,500,
				""")).containsExactly("FINISHED|Lalka|680|[2024-01-01..2024-02-01]", "TBR|Faraon|500|[]",
				"READING|Kroniki|500|[2026-11-01..]", "ABANDONED|Anielka|500|[2024-01-01..2024-01-05 given up]");
	}

	@Test
	void bothFormatsOfLibraryThingAreRead() {
		String[] books = { "FINISHED|Lalka|680|[2024-01-01..2024-02-01]", "TBR|Faraon|null|[]" };
		assertThat(books("""
				Title,Primary Author,Page Count,Date Started,Date Read,Collections,ISBN,ISBNs,Entry Date
				Lalka,"Prus, Bolesław",680,[2024-01-01],[2024-02-01],"Your library, Read",[9788300000012],,2023-12-01
				Faraon,"Prus, Bolesław",,,,"Your library, To read",,,2023-12-01
				""")).containsExactly(books);
		assertThat(
				books("""
						{"1": {"title": "Lalka", "primaryauthor": "Prus, Bolesław", "pages": "680 ", "isbn": {"2": "9788300000012"},
						 "collections": ["Your library", "Read"], "datestarted": "2024-01-01", "dateread": "2024-02-01"},
						 "2": {"title": "Faraon", "primaryauthor": "Prus, Bolesław", "collections": ["To read"]}}
						"""))
			.containsExactly(books);
	}

	@Test
	void otherMediaOfLibibAreSkipped() {
		String table = """
				item_type,title,creators,ean_isbn13,length,status,began,completed,added
				book,Lalka,Prus,9788300000012,680,Completed,2024-01-01,2024-02-01,2023-12-01
				book,Faraon,Prus,,500,Not Begun,,,2023-12-02
				book,Anielka,Prus,,400,Abandoned,2024-01-01,,2023-12-02
				movie,Film,X,,120,Completed,,,2023-12-02
				""";
		assertThat(books(table)).containsExactly("FINISHED|Lalka|680|[2024-01-01..2024-02-01]", "TBR|Faraon|500|[]",
				"ABANDONED|Anielka|400|[]");
		assertThat(read(table).notes()).containsEntry(Note.OTHER_MEDIA, 1);
	}

	@Test
	void yamtrackTimestampsBecomeDays() {
		assertThat(books("""
				media_id,source,media_type,title,score,status,start_date,end_date,progress
				OL1M,openlibrary,book,Lalka,8,Completed,2026-02-01T00:00:00+00:00,2026-02-20T23:30:00+00:00,300
				OL2M,openlibrary,book,Faraon,,Planning,,,0
				OL3M,openlibrary,book,Kroniki,,In progress,2026-11-01T00:00:00+00:00,,40
				OL4M,openlibrary,book,Anielka,,Dropped,2026-03-01T00:00:00+00:00,2026-03-09T00:00:00+00:00,99
				TT1,tmdb,movie,Film,,Completed,,,1
				""")).containsExactly("FINISHED|Lalka|300|[2026-02-01..2026-02-21]", "TBR|Faraon|null|[]",
				"READING|Kroniki|null|[2026-11-01..] at 40",
				"ABANDONED|Anielka|null|[2026-03-01..2026-03-09 given up]");
	}

	@Test
	void datesOfLubimyCzytacMayBeMonthsOrYears() {
		assertThat(books("""
				Title,Author,ISBN,Date Read,Shelves
				Lalka,Prus,9788300000012,2026-02-20,"Przeczytane, Posiadam"
				Faraon,Prus,,,Chcę przeczytać
				Kroniki,Prus,,,Teraz czytam
				Anielka,Prus,,2025-07,Przeczytane
				Placówka,Prus,,2024,Przeczytane
				""")).containsExactly("FINISHED|Lalka|null|[..2026-02-20]", "TBR|Faraon|null|[]",
				"READING|Kroniki|null|[]", "FINISHED|Anielka|null|[..2025-07-31 no evidence]",
				"FINISHED|Placówka|null|[..2024-12-31 no evidence]");
	}

	@Test
	void jsonOfAGoodreadsDataRequestIsRead() {
		assertThat(books("""
				[{"explanation": "x"}, {"rating": 5, "read_status": "read", "book": "Lalka", "review": "(not provided)",
				 "read_at": "2024-02-01 08:00:00 UTC", "started_at": "2024-01-01 08:00:00 UTC"},
				 {"read_status": "to-read", "book": "Faraon", "read_at": "(not provided)"}]
				""")).containsExactly("FINISHED|Lalka|null|[2024-01-01..2024-02-01]", "TBR|Faraon|null|[]");
	}

	@Test
	void storyGraphColumnsMayVary() {
		assertThat(books("""
				Title,Authors,ISBN/UID,Format,Read Status,Date Added,Last Date Read
				Lalka,Prus,9788300000012,digital,read,2024/01/10,2024/02/20
				Faraon,Prus,,digital,to-read,2024/01/11,
				""")).containsExactly("FINISHED|Lalka|null|[..2024-02-20]", "TBR|Faraon|null|[]");
		assertThat(books("Title,Author,ISBN,Read Status,Last Date Read\nLalka,Prus,9788300000012,read,2021-05-01\n"))
			.containsExactly("FINISHED|Lalka|null|[..2021-05-01]");
	}

	@Test
	void unreadableCellIsUnknownAndRemarked() {
		String table = GOODREADS + "1,Lalka,Prus,,,Paperback,300,########,########,,read\n"
				+ "2,Faraon,Prus,,,Paperback,dużo,,########,,to-read\n";
		History history = read(table);
		assertThat(books(table)).containsExactly("FINISHED|Lalka|300|[]", "TBR|Faraon|null|[]");
		assertThat(history.rejected()).isEmpty();
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_DATE, List.of(2, 2, 3))
			.containsEntry(Oddity.UNREADABLE_LENGTH, List.of(3));
	}

	@Test
	void unambiguousDateDecidesItsColumnAndColumnsWithoutEvidence() {
		assertThat(books(GOODREADS + "1,A,X,,,Paperback,300,3/4/2024,11/28/2023,,read\n"
				+ "2,B,X,,,Paperback,300,5/6/2024,11/2/2023,,read\n"))
			.containsExactly("FINISHED|A|300|[..2024-03-04]", "FINISHED|B|300|[..2024-05-06]");
		assertThat(books("Tytuł;Data przeczytania\nA;03/04/2026\nB;13/04/2026\n"))
			.containsExactly("FINISHED|A|null|[..2026-04-03]", "FINISHED|B|null|[..2026-04-13]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2026-02-20 | 2026-02-20
			2026/2/20 | 2026-02-20
			20.02.2026 | 2026-02-20
			20.2.2026 21:30 | 2026-02-20
			20-02-2026 | 2026-02-20
			20.02.26 | 2026-02-20
			20 lutego 2026 | 2026-02-20
			20 lutego 2026 r. | 2026-02-20
			20 Feb 2026 | 2026-02-20
			Feb 20, 2026 | 2026-02-20
			February 20th, 2026 | 2026-02-20
			Fri, 20 Feb 2026 10:00:00 +0000 | 2026-02-20
			2026-02-20T21:30:00Z | 2026-02-20
			2026-02-20T23:30:00Z | 2026-02-21
			2026-02-20T00:00:00+00:00 | 2026-02-20
			46073 | 2026-02-20
			20260220 | 2026-02-20
			1771587000 | 2026-02-20
			""")
	void dayIsReadHoweverItIsWritten(String text, String day) {
		assertThat(books("Tytuł;Koniec\nA;" + text + "\n")).containsExactly("FINISHED|A|null|[.." + day + "]");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "########", "jutro", "2026-13-40", "31.02.2026", "99/99/9999", "2199-01-01", "1-1-1", "-5" })
	void unreadableDayLosesNoBook(String text) {
		String table = "Tytuł;Koniec\nA;" + text + "\nB;2026-01-01\n";
		assertThat(read(table).books()).hasSize(2);
		assertThat(read(table).oddities()).containsKey(Oddity.UNREADABLE_DATE);
	}

	@Test
	void currentYearEndsToday() {
		assertThat(books("Tytuł;Koniec\nA;2026\nB;2026-11\n")).containsExactly(
				"FINISHED|A|null|[..2026-11-26 no evidence]", "FINISHED|B|null|[..2026-11-26 no evidence]");
	}

	@Test
	void bookIdJoinsNoBooksOfDifferentTitles() {
		String table = GOODREADS + "2.48E+08,Lalka,Prus,,,Paperback,300,2026/02/20,,,read\n"
				+ "2.48E+08,Faraon,Prus,,,Paperback,200,,,,to-read\n"
				+ "0,Kroniki,Prus,,,Paperback,250,2026/03/20,,,read\n"
				+ "0,Anielka,Inna,,,Paperback,410,2026/04/20,,,read\n";
		assertThat(books(table)).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|200|[]",
				"FINISHED|Kroniki|250|[..2026-03-20]", "FINISHED|Anielka|410|[..2026-04-20]");
	}

	@Test
	void rowsJoinedByTitleAloneAreRemarked() {
		History history = read(GOODREADS + "11,Lalka,Prus,,,Kindle Edition,300,2026/02/20,,,read\n"
				+ "12,Lalka,Prus,,,Audiobook,9,,,,to-read\n");
		assertThat(history.oddities()).containsEntry(Oddity.JOINED_BY_TITLE, List.of(3))
			.containsEntry(Oddity.IMPLAUSIBLE_LENGTH, List.of(3));
	}

	@ParameterizedTest
	@CsvSource({ "Audio CD, 9, ", "Audiobook, 12, ", "Audible Audio, 320, 320", "Kindle Edition, 6543, ",
			"Kindle Edition, 412, 412", "Paperback, 1200, 1200", "Hardcover, 2, " })
	void lengthMustFitTheBinding(String binding, String pages, Integer expected) {
		ImportedBook book = read(GOODREADS + "1,A,X,,," + binding + "," + pages + ",,,,to-read\n").books().getFirst();
		assertThat(book.book().pageCount()).isEqualTo((expected != null) ? new PageCount(expected) : null);
	}

	@ParameterizedTest
	@CsvSource({ "dnf", "did-not-finish", "unfinished", "to-finish", "stopped-reading", "not-finished", "didn-t-finish",
			"gave-up-on", "started-not-finished", "porzucone", "niedokończone", "nie skończyłam" })
	void wordsForAbandonedAreRecognised(String shelf) {
		assertThat(books(GOODREADS + "1,A,X,,,Paperback,100,2026/03/01,,," + shelf + "\n"))
			.containsExactly("ABANDONED|A|100|[..2026-03-01 given up]");
	}

	@Test
	void unknownShelfKeepsItsDateAndIsAskedAbout() {
		String table = GOODREADS + "1,A,X,,,Paperback,100,2026/03/01,,,polecone\n2,B,X,,,Paperback,100,,,,polecone\n";
		assertThat(books(table)).containsExactly("FINISHED|A|100|[..2026-03-01]", "TBR|B|100|[]");
		assertThat(read(table).shelves()).isEqualTo(Map.of("polecone", 2));
		Choices choices = new Choices(null, null, null, null, Map.of("polecone", ReadingStatus.ABANDONED));
		assertThat(books(read(table.getBytes(StandardCharsets.UTF_8), choices)))
			.containsExactly("ABANDONED|A|100|[..2026-03-01 given up]", "ABANDONED|B|100|[]");
	}

	@Test
	void rowsInOneCellAreUnwrapped() {
		String isbn = "\"=\"\"9788300000012\"\"\"";
		String table = "\uFEFFBook Id,Title,Author,ISBN13,Date Read,Exclusive Shelf;\n"
				+ inOneCell("1,Lalka,Prus," + isbn + ",2026/02/20,read")
				+ inOneCell("2,\"Faraon, czyli powrót\",Prus,,,to-read");
		assertThat(books(table)).containsExactly("FINISHED|Lalka|null|[..2026-02-20]",
				"TBR|Faraon, czyli powrót|null|[]");
		assertThat(read(table).books().getFirst().book().isbn()).isNotNull();
		assertThat(read(table).notes()).containsKey(Note.UNWRAPPED_ROWS);
	}

	@Test
	void missingHeaderIsDetected() {
		String goodreads = HistoryFile.goodreads(1, "Lalka", "Prus", HistoryFile.isbn(5), 300, "2026/02/20",
				"2026/01/02", "read")
				+ HistoryFile.goodreads(2, "Faraon", "Prus", "", 200, "", "2026/01/03", "to-read");
		assertThat(books(goodreads)).containsExactly("FINISHED|Lalka|300|[..2026-02-20]", "TBR|Faraon|200|[]");
		assertThat(read(goodreads).notes()).containsKey(Note.WITHOUT_HEADER);
		String own = "Lalka;Prus;680;14.03.2024;przeczytane\nFaraon;Prus;500;;do przeczytania\n";
		assertThat(isUnexplained(own)).isTrue();
		assertThat(books(own)).containsExactly("FINISHED|Lalka|680|[..2024-03-14]", "TBR|Faraon|500|[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "windows-1250", "UTF-8" })
	void encodingsWithoutAByteOrderMarkAreDetected(String charset) {
		String table = GOODREADS + "1,Żółw i gęś,Łukasz Ćma,,,Paperback,300,2026/02/20,,,read\n";
		History history = read(table.getBytes(Charset.forName(charset)));
		assertThat(history.books().getFirst().book().title()).isEqualTo("Żółw i gęś");
		assertThat(history.books().getFirst().book().author()).isEqualTo("Łukasz Ćma");
	}

	@Test
	void linesOfDifferentEncodingsAreReadEachInItsOwn() {
		byte[] windows = (GOODREADS + "1,Żółw,Ćma,,,Paperback,300,,,,to-read\n")
			.getBytes(Charset.forName("windows-1250"));
		byte[] utf8 = "2,Źdźbło,Śnieżka,,,Paperback,200,,,,to-read\n".getBytes(StandardCharsets.UTF_8);
		byte[] both = new byte[windows.length + utf8.length];
		System.arraycopy(windows, 0, both, 0, windows.length);
		System.arraycopy(utf8, 0, both, windows.length, utf8.length);
		assertThat(read(both).books()).extracting(book -> book.book().title()).containsExactly("Żółw", "Źdźbło");
	}

	@Test
	void trailingEmptyColumnsAreIgnored() {
		assertThat(books("Tytuł;Autor;Strony;;;\nLalka;Prus;600\nFaraon;Prus;500;;;\n"))
			.containsExactly("TBR|Lalka|600|[]", "TBR|Faraon|500|[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"=\"\"9788300000012\"\"\"", "[9788300000012]", "978-83-000-0001-2 (opr. miękka)",
			"ISBN: 9788300000012", "9788300000012.0", "8300000000 / 9788300000012" })
	void isbnIsFoundInItsCell(String cell) {
		assertThat(read("tytuł;isbn\nLalka;" + cell + "\n").books().getFirst().book().isbn()).isNotNull();
	}

	@Test
	void isbnOfTwoTitlesIsKeptByTheFirst() {
		History history = read("tytuł;isbn\nLalka;9788300000012\nFaraon;9788300000012\n");
		assertThat(history.books()).hasSize(2);
		assertThat(history.books().get(1).book().isbn()).isNull();
		assertThat(history.oddities()).containsEntry(Oddity.SHARED_ISBN, List.of(3));
	}

	private static String inOneCell(String row) {
		return '"' + row.replace("\"", "\"\"") + "\";\n";
	}

}
