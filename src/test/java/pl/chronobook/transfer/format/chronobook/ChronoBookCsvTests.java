package pl.chronobook.transfer.format.chronobook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Formulas;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.Tables;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ChronoBookCsvTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final String HEADER = "record,title,author,isbn,status,book_pages,current_page,added,start,end,pages,completed\n";

	private static final String[] AWKWARD_TEXTS = { "=cmd|' /C calc'!A0", "+48", "-1", "@SUM(1)", "'", "'quoted'",
			"''=", "\"", "\"\"a", "a,b;c", "<script>alert(1)</script>", "📚 książka", "e\u0301", "Żółw", "a\\", "#N/A",
			"sep=;", "\uFEFFx", "＝1" };

	@RepeatedTest(30)
	void csvRoundTripIsLossless(RepetitionInfo repetition) throws IOException {
		Random random = new Random(repetition.getCurrentRepetition());
		List<ArchivedBook> list = new ArrayList<>();
		Map<BookId, Book> known = new HashMap<>();
		for (int i = 0; i < 40; i++) {
			Book book = book(random, i);
			known.put(book.id(), book);
			list.add(entry(random, book.id()));
		}
		StringBuilder csv = new StringBuilder();
		ChronoBookCsv.write(list, known, csv);
		History history = read(csv.toString());
		assertThat(history.rejected()).isEmpty();
		assertThat(history.notes()).isEmpty();
		List<ArchivedBook> back = new ArrayList<>();
		for (int i = 0; i < list.size(); i++) {
			Book book = known.get(list.get(i).book());
			NewBook read = history.books().get(i).book();
			assertThat(read).isEqualTo(new NewBook(book.title(), book.author(), list.get(i).pageCount(), book.isbn()));
			back.add(history.books().get(i).archivedAs(book.id(), null));
		}
		assertThat(back).isEqualTo(list);
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "'x", "''", "＝1" })
	void exportContainsNoFormulas(String text) {
		String guarded = Formulas.guard(text);
		assertThat(guarded).isEqualTo("'" + text);
		assertThat(Formulas.reveal(guarded)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "1-2", "a'b" })
	void ordinaryTextIsExportedUnchanged(String text) {
		assertThat(Formulas.guard(text)).isEqualTo(text);
		assertThat(Formulas.reveal(text)).isEqualTo(text);
	}

	@Test
	void booksAreTheSameByIsbnOrElseByTitleAndAuthorWhateverTheCase() {
		History history = read(HEADER + """
				book,Lalka,Bolesław Prus,,tbr,680,0,,,,,
				session,LALKA,bolesław prus,,,,,,2026-01-01T20:00Z,2026-01-01T21:00Z,10,
				book,Lalka,Bolesław Prus,9788306000009,tbr,700,0,,,,,
				book,lalka ,Bolesław  Prus,,tbr,1,0,,,,,
				""".replace("9788306000009", isbn(1).value()));
		assertThat(history.books()).extracting(book -> book.sessions().size()).containsExactly(1, 0);
		assertThat(history.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(5, RowProblem.DUPLICATE_BOOK));
	}

	@Test
	void bookWithABrokenRowGetsItsStatusFromItsOtherRows() {
		History history = read(HEADER + """
				book,A,X,,nonsense,,,,,,,
				reading,A,X,,,,,,2026-01-01,2026-01-05,,true
				reading,B,X,,,,,,2026-01-01,,,true
				reading,C,X,,,,,,2026-01-01,2026-01-05,,false
				session,D,X,,,,,,2026-01-01T20:00Z,2026-01-01T21:00Z,12.4,
				reading,E,X,,,,,,2027-01-01,,,true
				""");
		assertThat(history.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(2, RowProblem.UNKNOWN_STATUS), tuple(7, RowProblem.IN_THE_FUTURE));
		assertThat(history.books())
			.extracting(book -> book.book().title(), ImportedBook::status, ImportedBook::currentPage)
			.containsExactly(tuple("A", ReadingStatus.FINISHED, 0), tuple("B", ReadingStatus.READING, 0),
					tuple("C", ReadingStatus.ABANDONED, 0), tuple("D", ReadingStatus.READING, 12));
		assertThat(history.books().getFirst().addedAt()).isEqualTo("2025-12-31T23:00:00Z");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bok,T,A,,tbr,,,,,,,                                                | UNKNOWN_RECORD
			book,,A,,tbr,,,,,,,                                                | NO_TITLE
			book,T,,,tbr,,,,,,,                                                | NO_AUTHOR
			book,T,A,,,,,,,,,                                                  | UNKNOWN_STATUS
			book,T,A,,tbr,-5,,,,,,                                             | BAD_LENGTH
			book,T,A,,reading,100,101,,,,,                                     | BAD_CURRENT_PAGE
			book,T,A,,reading,100,x,,,,,                                       | BAD_CURRENT_PAGE
			book,T,A,,tbr,100,,2030-01-01,,,,                                  | IN_THE_FUTURE
			book,T,A,,tbr,100,,lately,,,,                                      | BAD_DATE
			reading,T,A,,,,,,,,,true                                           | NO_DATES
			reading,T,A,,,,,,2026-01-05,2026-01-04,,true                       | END_BEFORE_START
			reading,T,A,,,,,,1850-01-05,2026-01-04,,true                       | TOO_EARLY
			reading,T,A,,,,,,2026-01-05,2026-11-23,,true                       | IN_THE_FUTURE
			reading,T,A,,,,,,2026-01-05,2026-01-05,,maybe                      | UNKNOWN_COMPLETED
			reading,S,B,,,,,,2026-02-05,,,true                                 | SECOND_OPEN_READING
			session,T,A,,,,,,2026-01-05T20:00Z,2026-01-05T21:00Z,,             | NOT_A_NUMBER
			session,T,A,,,,,,2026-01-05T20:00Z,2026-01-05T21:00Z,5             | CELL_COUNT
			""")
	void impossibleRowIsRejected(String bad, RowProblem problem) {
		History history = read(HEADER + """
				book,S,B,,reading,100,50,,,,,
				reading,S,B,,,,,,2026-01-05,,,true
				%s
				""".formatted(bad));
		assertThat(history.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(4, problem));
		assertThat(history.books()).extracting(book -> book.book().title()).containsExactly("S");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			3600,,,                  | BAD_PAUSE
			-1,,,                    | BAD_PAUSE
			x,,,                     | BAD_PAUSE
			,10,,                    | BAD_PAGES
			,10,9,                   | BAD_PAGES
			,10,x,                   | BAD_PAGES
			""")
	void sessionWithImpossiblePauseOrPagesIsRejected(String bad, RowProblem problem) {
		assertThat(read(String.join(",", ChronoBookCsv.COLUMNS.subList(0, 19))
				+ "\nsession,S,B,,,,,,2026-01-05T20:00Z,2026-01-05T21:00Z,5,," + bad + ",,,\n")
			.rejected()).extracting(RejectedRow::problem).containsExactly(problem);
	}

	@Test
	void fileSavedByAPolishSpreadsheetIsUnderstood() {
		History history = read((HEADER + """
				book,Żółw,A,9.78831E+12,reading,100,50,05.01.2026 20:00,,,,
				reading,Żółw,A,9.78831E+12,,,,,05.01.2026,,,PRAWDA
				session,Żółw,A,9.78831E+12,,,,,05.01.2026 20:00,05.01.2026 21:00,12.5,
				""").replace(',', ';').replace("12.5", "12,5"));
		assertThat(history.rejected()).isEmpty();
		assertThat(history.notes()).containsExactly(Map.entry(Note.UNREADABLE_ISBN, 1));
		ImportedBook book = history.books().getFirst();
		assertThat(book.addedAt()).isEqualTo("2026-01-05T19:00:00Z");
		assertThat(book.readings())
			.containsExactly(new ArchivedReading(new ReadingDates(LocalDate.of(2026, 1, 5), null), true));
		assertThat(book.sessions()).extracting(SessionRecord::pages).containsExactly(12.5);
	}

	private static Book book(Random random, int number) {
		String title = AWKWARD_TEXTS[random.nextInt(AWKWARD_TEXTS.length)]
				+ (random.nextBoolean() ? " " + number : number);
		String author = AWKWARD_TEXTS[random.nextInt(AWKWARD_TEXTS.length)];
		Isbn isbn = random.nextBoolean() ? isbn(number) : null;
		NewBook tidy = new NewBook(title, author, null, isbn);
		return new Book(new BookId(UUID.randomUUID()), tidy.title(), tidy.author(), null, isbn, false);
	}

	private static Isbn isbn(int number) {
		for (char check = '0'; check <= '9'; check++) {
			var isbn = Isbn.parse("978%09d%c".formatted(number, check));
			if (isbn.isPresent()) {
				return isbn.get();
			}
		}
		throw new AssertionError("One of ten check digits is right");
	}

	private static ArchivedBook entry(Random random, BookId book) {
		PageCount length = random.nextBoolean() ? new PageCount(1 + random.nextInt(PageCount.MAX)) : null;
		int page = random.nextInt((length != null) ? length.value() + 1 : 300);
		List<ArchivedReading> readings = new ArrayList<>();
		LocalDate day = LocalDate.of(2001, 1, 1);
		for (int i = random.nextInt(4); i > 0; i--) {
			LocalDate start = random.nextBoolean() ? day.plusDays(random.nextInt(50)) : null;
			day = day.plusDays(50 + random.nextInt(100));
			readings.add(new ArchivedReading(new ReadingDates(start, day), random.nextBoolean()));
		}
		if (random.nextBoolean()) {
			readings.add(new ArchivedReading(new ReadingDates(day, null), true));
		}
		List<SessionRecord> sessions = new ArrayList<>();
		Instant time = Instant.parse("2001-01-01T00:00:00Z");
		for (int i = random.nextInt(20); i > 0; i--) {
			Instant start = time.plusNanos(1_000L * random.nextInt(2_000_000_000));
			time = start.plusNanos(1_000L * (1 + random.nextInt(2_000_000_000)));
			boolean timed = random.nextBoolean() && Duration.between(start, time).toSeconds() > 60;
			int from = random.nextInt(300);
			int to = from + random.nextInt(100);
			sessions.add(timed
					? new SessionRecord(start, time, (double) to - from, Duration.ofSeconds(random.nextInt(60)), from,
							to, random.nextBoolean() ? "=„Ocean”, myśli;\n\"dalej\" " + i : null)
					: new SessionRecord(start, time, random.nextInt(2_000_001) / 100.0));
		}
		ReadingStatus status = List.of(ReadingStatus.values()).get(random.nextInt(4));
		return new ArchivedBook(book, status, length, page, time, readings, sessions);
	}

	private static History read(String csv) {
		return new ChronoBookCsv().read(Tables.of(csv), new ParseContext(WARSAW, NOW, null));
	}

}
