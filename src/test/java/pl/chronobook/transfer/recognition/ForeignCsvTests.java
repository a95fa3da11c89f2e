package pl.chronobook.transfer.recognition;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.Series;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.format.mapped.ColumnMapping.Meaning;
import pl.chronobook.transfer.format.mapped.MappedCsv;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tables of Goodreads, StoryGraph, Amazon and of readers themselves.
 */
class ForeignCsvTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	@AutoClose
	private static final Scratch SCRATCH = new Scratch();

	@Test
	void goodreadsRowIsUnderstoodInAllItsParts() {
		History history = read("GOODREADS",
				HistoryFile.GOODREADS
						+ HistoryFile.goodreads(1, "Ostatnie życzenie (Wiedźmin, #0.5)", "Andrzej  Sapkowski",
								HistoryFile.isbn(5), 332, "2024/02/20", "2023/12/01", "read")
						+ HistoryFile.goodreads(2, "Lalka", "Bolesław Prus", "", "", "", "2024/01/05", "to-read"));
		assertThat(history.rejected()).isEmpty();
		ImportedBook witcher = history.books().getFirst();
		assertThat(witcher.book().title()).isEqualTo("Ostatnie życzenie");
		assertThat(witcher.book().author()).isEqualTo("Andrzej Sapkowski");
		assertThat(witcher.book().isbn()).isEqualTo(new Isbn(HistoryFile.isbn(5)));
		assertThat(witcher.book().pageCount()).isEqualTo(new PageCount(332));
		assertThat(witcher.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(witcher.currentPage()).isEqualTo(332);
		assertThat(witcher.addedAt()).isEqualTo("2023-11-30T23:00:00Z");
		assertThat(witcher.readings())
			.containsExactly(new ArchivedReading(new ReadingDates(null, LocalDate.of(2024, 2, 20)), true));
		ImportedBook doll = history.books().getLast();
		assertThat(doll.book().isbn()).isNull();
		assertThat(doll.book().pageCount()).isNull();
		assertThat(doll.status()).isEqualTo(ReadingStatus.TBR);
		assertThat(history.notes()).containsOnlyKeys(Note.WITHOUT_LENGTH);
	}

	@Test
	void goodreadsOfBefore2022HasOtherColumnsAndSaysTheSame() {
		String row = HistoryFile.goodreads(1, "Lalka", "Bolesław Prus", HistoryFile.isbn(1), 680, "2021/05/05",
				"2020/01/01", "read");
		History today = read("GOODREADS", HistoryFile.GOODREADS + row);
		History before = read("GOODREADS", HistoryFile.OLD_GOODREADS + row.replace(",1,0\n", ",1,,,0,,,,,\n"));
		assertThat(HistoryFile.GOODREADS.split(",")).hasSize(24);
		assertThat(HistoryFile.OLD_GOODREADS.split(",")).hasSize(31);
		assertThat(before.books()).isEqualTo(today.books()).hasSize(1);
	}

	@Test
	void goodreadsBookReadSeveralTimesIsOneReadingAndANote() {
		String row = HistoryFile.goodreads(1, "Lalka", "Prus", "", 680, "2021/05/05", "2020/01/02", "read");
		assertThat(row).endsWith(",,,,1,0\n");
		History history = read("GOODREADS", HistoryFile.GOODREADS + row.replace(",,,,1,0\n", ",,,,3,0\n"));
		assertThat(history.books()).singleElement().satisfies(book -> assertThat(book.readings()).hasSize(1));
		assertThat(history.notes()).containsEntry(Note.READ_MORE_THAN_ONCE, 1);
		assertThat(read("GOODREADS", HistoryFile.GOODREADS + row).notes()).doesNotContainKey(Note.READ_MORE_THAN_ONCE);
	}

	@ParameterizedTest
	@CsvSource({ "read, FINISHED", "currently-reading, READING", "to-read, TBR", "did-not-finish, ABANDONED",
			"dnf, ABANDONED", "wishlist, TBR", "ulubione, TBR" })
	void goodreadsShelvesBecomeStatuses(String shelf, ReadingStatus status) {
		History history = read("GOODREADS",
				HistoryFile.GOODREADS + HistoryFile.goodreads(1, "A", "B", "", 100, "", "2024/01/01", shelf));
		assertThat(history.books()).extracting(ImportedBook::status).containsExactly(status);
		assertThat(history.shelves().containsKey(shelf)).isEqualTo("ulubione".equals(shelf));
		assertThat(history.notes().containsKey(Note.FINISHED_WITHOUT_DATE)).isEqualTo("read".equals(shelf));
	}

	@Test
	void bindingTagsAndCopiesBecomeDetails() {
		String row = HistoryFile.goodreads(1, "Krew elfów (Wiedźmin, #3; Inny cykl, #1)", "Andrzej Sapkowski", "", 300,
				"", "2024/01/05", "to-read");
		assertThat(details(read("GOODREADS", HistoryFile.GOODREADS + row.replace(",Paperback,", ",Kindle Edition,")
			.replace(",to-read,to-read (#1)",
					",\"to-read, klub,  Your library, all-books, default, owned-books, na-wakacje, dnf\",to-read (#1)")
			.replace(",0\n", ",1\n"))))
			.isEqualTo(new BookDetails(Format.EBOOK, true, List.of("klub", "na-wakacje"), new Series("Wiedźmin", 3)));
		assertThat(details(read("GOODREADS", HistoryFile.GOODREADS + row)))
			.isEqualTo(new BookDetails(Format.PAPER, false, List.of(), new Series("Wiedźmin", 3)));
		assertThat(details(read("STORYGRAPH",
				HistoryFile.STORYGRAPH
						+ "Lalka,Bolesław Prus,,,audio,to-read,2024/01/05,,,,,,,,,,,,,,,\"klub, klasyka\",Yes\n")))
			.isEqualTo(new BookDetails(Format.AUDIO, true, List.of("klub", "klasyka"), null));
	}

	private static BookDetails details(History history) {
		return history.books().getFirst().details();
	}

	@Test
	void multilineReviewsAreParsed() {
		History history = read("GOODREADS", HistoryFile.goodreads(600));
		assertThat(history.rejected()).isEmpty();
		assertThat(history.books()).hasSize(600);
	}

	@Test
	void bulkDatesAreNoEvidenceUnlessTheReaderTrustsThem() {
		StringBuilder csv = new StringBuilder(HistoryFile.GOODREADS);
		String[] days = { "2015/01/01", "2015/01/01", "2016/12/31", "2017/05/05", "2017/05/05", "2018/06/06",
				"2018/06/06", "2018/06/06", "2018/06/06", "2018/06/06" };
		for (int i = 0; i < days.length; i++) {
			csv.append(HistoryFile.goodreads(i, "T" + i, "A", "", 100, days[i], "2014/01/01", "read"));
		}
		History doubted = read("GOODREADS", csv.toString());
		assertThat(doubted.books()).extracting(book -> book.readings().getFirst().evidence())
			.containsExactly(false, false, true, true, true, false, false, false, false, false);
		assertThat(doubted.books()).allMatch(book -> book.status() == ReadingStatus.FINISHED);
		assertThat(doubted.notes()).containsEntry(Note.BULK_DATES, 7);
		History trusted = open("GOODREADS", csv.toString()).histories()
			.getFirst()
			.read(reading(new Choices(null, true, null, null), Map.of()));
		assertThat(trusted.books()).allMatch(book -> book.readings().getFirst().evidence());
		assertThat(trusted.notes()).containsEntry(Note.BULK_DATES, 7);
	}

	@Test
	void storyGraphReadingsAreAllImported() {
		History history = read("STORYGRAPH",
				HistoryFile.STORYGRAPH
						+ HistoryFile.storyGraph("Solaris", "Stanisław Lem", HistoryFile.isbn(9), "read", "2024/01/02",
								"2022/01/01-2022/01/20, 2024/02/12-2024/02/20")
						+ HistoryFile.storyGraph("Kongres", "Stanisław Lem, Ktoś Inny", "a1b2c3", "did-not-finish",
								"2024-01-02", "2024-03-05")
						+ HistoryFile.storyGraph("Eden", "", "", "currently-reading", "2024/01/02", "2026/11/01-")
						+ HistoryFile.storyGraph("Wizja", "Stanisław Lem", "", "paused", "2024/01/02", "")
						+ HistoryFile.storyGraph("Fiasko", "Stanisław Lem", "", "read", "2024/01/02", "2019")
						+ HistoryFile.storyGraph("Cyberiada", "Stanisław Lem", "", "read", "2024/01/02", "2019/13/40")
						+ HistoryFile.storyGraph("Katar", "Stanisław Lem", "", "to-read", "2024/01/02", ""));
		assertThat(history.rejected()).isEmpty();
		assertThat(history.oddities()).containsEntry(Oddity.UNREADABLE_DATE, List.of(7));
		assertThat(history.books())
			.extracting(book -> book.book().title(), book -> book.book().author(), ImportedBook::status)
			.containsExactly(tuple("Solaris", "Stanisław Lem", ReadingStatus.FINISHED),
					tuple("Kongres", "Stanisław Lem, Ktoś Inny", ReadingStatus.ABANDONED),
					tuple("Eden", "Autor nieznany", ReadingStatus.READING),
					tuple("Wizja", "Stanisław Lem", ReadingStatus.READING),
					tuple("Fiasko", "Stanisław Lem", ReadingStatus.FINISHED),
					tuple("Cyberiada", "Stanisław Lem", ReadingStatus.FINISHED),
					tuple("Katar", "Stanisław Lem", ReadingStatus.TBR));
		assertThat(history.books().get(0).readings()).containsExactly(
				new ArchivedReading(new ReadingDates(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 1, 20)), true),
				new ArchivedReading(new ReadingDates(LocalDate.of(2024, 2, 12), LocalDate.of(2024, 2, 20)), true));
		assertThat(history.books().get(1).readings())
			.containsExactly(new ArchivedReading(new ReadingDates(null, LocalDate.of(2024, 3, 5)), false));
		assertThat(history.books().get(2).readings())
			.containsExactly(new ArchivedReading(new ReadingDates(LocalDate.of(2026, 11, 1), null), true));
		assertThat(history.books().get(4).readings())
			.containsExactly(new ArchivedReading(new ReadingDates(null, LocalDate.of(2019, 12, 31)), true, false));
		assertThat(history.notes()).containsEntry(Note.WITHOUT_LENGTH, 7);
	}

	@Test
	void kindleMinutesAreMeasuredAndPagesEstimated() {
		History history = read("KINDLE_INSIGHTS", HistoryFile.KINDLE + """
				B001,2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,Lalka,1800000,www.amazon.com
				B001,Not Available,2024-05-02T21:00:00Z,Lalka,3600000,Not Available
				B001,2024-05-03T20:00:00Z,2024-05-03T20:00:10Z,Lalka,10000,www.amazon.com
				B001,Not Available,Not Available,Lalka,3600000,www.amazon.com
				B002,2026-11-20T20:00:00Z,2026-11-20T20:30:00Z,Nowa,1800000,www.amazon.com
				""");
		assertThat(history.rejected()).extracting(RejectedRow::problem).containsExactly(RowProblem.BAD_TIME);
		assertThat(history.books().getFirst().sessions()).containsExactly(
				new SessionRecord(Instant.parse("2024-05-01T20:00:00Z"), Instant.parse("2024-05-01T21:00:00Z"), 20,
						Duration.ofMinutes(30), null, null, null, true),
				new SessionRecord(Instant.parse("2024-05-02T20:00:00Z"), Instant.parse("2024-05-02T21:00:00Z"), 40,
						Duration.ZERO, null, null, null, true));
		assertThat(history.books()).extracting(ImportedBook::status)
			.containsExactly(ReadingStatus.FINISHED, ReadingStatus.READING);
		assertThat(history.notes()).containsEntry(Note.SHORT_SESSIONS, 1)
			.containsEntry(Note.ESTIMATED_PAGES, 3)
			.containsEntry(Note.STALE_BOOKS, 1);
	}

	@Test
	void kindleSamplesAndBooksOpenedForAMomentAreNotFinished() {
		History history = read("KINDLE_DEVICES", """
				\uFEFFstart_timestamp,end_timestamp,ASIN,content_type,total_reading_millis,number_of_page_flips
				2024-01-10T18:00:00Z,2024-01-10T18:03:20Z,B01,E-Book Sample,200000,5
				2024-01-11T18:00:00Z,2024-01-11T18:00:45Z,B02,E-Book,45000,2
				2024-02-01T18:00:00Z,2024-02-01T19:00:00Z,B03,E-Book,3600000,60
				2024-02-02T18:00:00Z,2024-02-02T18:20:00Z,B03,E-Book,,
				Not Available,2024-02-01T19:00:00Z,B03,E-Book,,
				2024-06-01T18:00:00Z,2024-06-01T19:00:00Z,B04,E-Book,3600000,60
				2024-06-01T18:30:00Z,2024-06-01T19:30:00Z,B04,E-Book,3600000,60
				""");
		assertThat(history.rejected()).isEmpty();
		assertThat(history.books())
			.extracting(book -> book.book().title(), ImportedBook::status,
					book -> book.sessions().stream().mapToLong(session -> session.active().toMinutes()).sum())
			.containsExactly(tuple("Książka z Kindle B02", ReadingStatus.TBR, 0L),
					tuple("Książka z Kindle B03", ReadingStatus.FINISHED, 80L),
					tuple("Książka z Kindle B04", ReadingStatus.READING, 90L));
		assertThat(history.notes()).containsEntry(Note.SAMPLES, 1)
			.containsEntry(Note.ONLY_OPENED, 1)
			.containsEntry(Note.WITHOUT_TIMES, 1)
			.containsEntry(Note.OVERLAPPING, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"rights\":[{\"rightType\":\"Download\"}],\"resource\":{\"resourceType\":\"KindleEBook\",\"ASIN\":\"B001\",\"Product Name\":\"Lalka\"}}",
			"{\"resource\":{\"asin\":\"B001\",\"productName\":\"Lalka\"}}", "ASIN,Product Name\nB001,Lalka\n",
			"\uFEFFASIN,DeviceFamily,Title\nB001,x,Lalka\n" })
	void deviceSessionsGetTheirTitlesFromTheListOfOwnedBooks(String ownership) {
		String sessions = HistoryFile.KINDLE_DEVICES + """
				2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,B001,EBOK,EINK,3600000,55
				Not Available,2024-05-02T21:00:00Z,B002,EBOK,EINK,3600000,Not Available
				""";
		RecognisedFiles opened = Histories.FILES.open(List.of(file("a.csv", sessions), file("b", ownership)));
		History history = opened.histories().getFirst().read(reading(Choices.of(null), opened.titles()));
		assertThat(opened.histories()).extracting(file -> file.format().name()).containsExactly("KINDLE_DEVICES");
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsExactly("Lalka", "Książka z Kindle B002");
		assertThat(history.notes()).containsEntry(Note.WITHOUT_TITLE, 1);
	}

	@Test
	void fileOfTitlesAloneIsNoHistory() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> Histories.FILES
				.check(List.of(new Upload("b", HistoryFile.bytes("ASIN,Product Name\nB001,Lalka\n"))), SCRATCH))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.TITLES_ONLY));
	}

	@Test
	void ownTableIsReadOnceItsColumnsAreExplained() {
		String csv = "Tytuł;Kto napisał;Strony;Data przeczytania;Ocena\nLalka;Prus;680;14.03.2024;5\nFaraon;Prus;;;\n";
		RecognisedFiles opened = Histories.FILES.open(List.of(file("moje.csv", csv)));
		assertThat(opened.unexplained()).singleElement()
			.extracting(csvFile -> ((MappedCsv) csvFile.kind()).mapping().columns())
			.isEqualTo(Map.of(Meaning.TITLE, 0, Meaning.AUTHOR, 1, Meaning.PAGES, 2, Meaning.FINISHED, 3,
					Meaning.RATING, 4));
		ColumnMapping mapping = new ColumnMapping(
				Map.of(Meaning.TITLE, 0, Meaning.AUTHOR, 1, Meaning.PAGES, 2, Meaning.FINISHED, 3));
		assertThat(ColumnMapping.of(mapping.text())).isEqualTo(mapping);
		History history = Histories.FILES
			.open(List.of(new StoredFile(new Upload("moje.csv", HistoryFile.bytes(csv)), mapping)))
			.histories()
			.getFirst()
			.read(reading(Choices.of(null), Map.of()));
		assertThat(history.books()).extracting(book -> book.book().author(), ImportedBook::status)
			.containsExactly(tuple("Prus", ReadingStatus.FINISHED), tuple("Prus", ReadingStatus.TBR));
	}

	@Test
	void impossibleSessionsAreLeftOutUnlessWanted() {
		String csv = HistoryFile.KINDLE + """
				B001,2024-05-01T06:00:00Z,2024-05-01T20:00:00Z,Lalka,50400000,x
				B001,2024-05-02T20:00:00Z,2024-05-02T21:00:00Z,Lalka,3600000,x
				""";
		assertThat(read("KINDLE_INSIGHTS", csv).books().getFirst().sessions()).hasSize(1);
		History all = open("KINDLE_INSIGHTS", csv).histories()
			.getFirst()
			.read(reading(new Choices(null, null, false, null), Map.of()));
		assertThat(all.books().getFirst().sessions()).hasSize(2);
		assertThat(all.notes()).containsEntry(Note.ODD_SESSIONS, 1);
	}

	private static History read(String format, String csv) {
		RecognisedFiles opened = open(format, csv);
		return opened.histories().getFirst().read(reading(Choices.of(null), opened.titles()));
	}

	private static RecognisedFiles open(String format, String csv) {
		RecognisedFiles opened = Histories.FILES.open(List.of(file("nazwa bez znaczenia", csv)));
		assertThat(opened.histories()).extracting(file -> file.format().name()).containsExactly(format);
		return opened;
	}

	private static StoredFile file(String name, String content) {
		return new StoredFile(new Upload(name, HistoryFile.bytes(content)), null);
	}

	private static ParseContext reading(Choices choices, Map<String, String> titles) {
		return new ParseContext(WARSAW, NOW, choices, ReadingArchive.USUAL_PAGES_PER_HOUR, titles);
	}

}
