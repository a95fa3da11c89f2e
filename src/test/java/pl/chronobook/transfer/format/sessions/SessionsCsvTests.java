package pl.chronobook.transfer.format.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.Tables;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SessionsCsvTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private static final String HEADER = "reader,book,start,end,pages,book_pages\n";

	@Test
	void sessionsBecomeBooksWithPlaceholderTitles() {
		History history = read("r1,b7,2026-01-10T21:00:00,2026-01-10T22:00:00,30.56,100\n", null);
		ImportedBook book = history.books().getFirst();
		assertThat(book.book().title()).isEqualTo("Książka b7");
		assertThat(book.book().author()).isEqualTo("Autor nieznany");
		assertThat(book.book().pageCount().value()).isEqualTo(100);
		assertThat(book.sessions()).containsExactly(
				new SessionRecord(Instant.parse("2026-01-10T20:00:00Z"), Instant.parse("2026-01-10T21:00:00Z"), 30.56));
		assertThat(book.addedAt()).isEqualTo("2026-01-10T20:00:00Z");
		assertThat(history.notes()).containsEntry(Note.TITLES_FROM_NUMBERS, 1);
	}

	@Test
	void statusOfBooksIsInferredFromPages() {
		History history = read("""
				r1,finished,2026-01-01T23:30,2026-01-02T00:30,95,100
				r1,over,2026-01-03T21:00,2026-01-03T22:00,120,100
				r1,givenup,2026-01-04T21:00,2026-01-04T22:00,20.6,100
				r1,recent,2026-05-02T21:00,2026-05-02T22:00,89,100
				r1,unknown,2026-01-05T21:00,2026-01-05T22:00,300,
				r1,last,2026-06-01T21:00,2026-06-01T22:00,10,100
				""", null);
		assertThat(history.rejected()).isEmpty();
		assertThat(history.books()).extracting(ImportedBook::status)
			.containsExactly(ReadingStatus.FINISHED, ReadingStatus.FINISHED, ReadingStatus.ABANDONED,
					ReadingStatus.READING, ReadingStatus.ABANDONED, ReadingStatus.READING);
		assertThat(history.books()).extracting(ImportedBook::currentPage).containsExactly(100, 100, 21, 89, 300, 10);
		assertThat(history.books().get(0).readings()).containsExactly(
				new ArchivedReading(new ReadingDates(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2)), true));
		assertThat(history.books().get(2).readings()).containsExactly(
				new ArchivedReading(new ReadingDates(LocalDate.of(2026, 1, 4), LocalDate.of(2026, 1, 4)), false));
		assertThat(history.books().get(5).readings())
			.containsExactly(new ArchivedReading(new ReadingDates(LocalDate.of(2026, 6, 1), null), true));
		assertThat(history.notes()).containsEntry(Note.COUNTED_AS_FINISHED, 2)
			.containsEntry(Note.COUNTED_AS_READING, 2)
			.containsEntry(Note.COUNTED_AS_ABANDONED, 2);
	}

	@Test
	void overlappingTimeOfSessionsCountsOnce() {
		History history = read("""
				r1,C,2026-11-20 09:02:49,2026-11-20 09:42:26,40,300
				r1,C,2026-11-20 09:04:15,2026-11-20 09:11:42,8,300
				r1,C,2026-11-20 09:11:42,2026-11-20 09:17:24,6,300
				r1,C,2026-11-20 09:17:25,2026-11-20 09:27:12,10,300
				r1,C,2026-11-20 09:30:26,2026-11-20 09:54:26,24,300
				r1,D,2026-11-20 09:04:15,2026-11-20 09:11:42,8,300
				""", null);
		assertThat(history.books().getFirst().sessions()).extracting(SessionRecord::active, SessionRecord::pages)
			.containsExactly(tuple(Duration.ofMinutes(39).plusSeconds(37), 40.0), tuple(Duration.ofMinutes(12), 12.0));
		assertThat(history.books().get(1).sessions()).hasSize(1);
		assertThat(history.notes()).containsEntry(Note.OVERLAPPING, 4);
	}

	@Test
	void bookBegunLastIsBeingReadEvenAfterALongPause() {
		History history = read("""
				r1,begun,2026-01-01T21:00,2026-01-01T22:00,10,100
				r1,side,2025-12-01T21:00,2025-12-01T22:00,10,100
				r1,done,2026-06-01T21:00,2026-06-01T22:00,100,100
				""", null);
		assertThat(history.books()).extracting(ImportedBook::status)
			.containsExactly(ReadingStatus.READING, ReadingStatus.ABANDONED, ReadingStatus.FINISHED);
	}

	@Test
	void severalReadersRequireAChoiceFirst() {
		String rows = """
				r1,b1,2026-01-01T21:00,2026-01-01T22:00,10,100
				r2,b1,2026-01-02T21:00,2026-01-02T22:00,x,100
				r2,b2,2026-01-03T21:00,2026-01-03T22:00,10,100
				,b3,2026-01-04T21:00,2026-01-04T22:00,10,100
				""";
		for (String nobody : new String[] { null, "", "r3" }) {
			History unclear = read(rows, nobody);
			assertThat(unclear.readers()).containsExactlyInAnyOrderEntriesOf(Map.of("r1", 1, "r2", 2));
			assertThat(unclear.books()).isEmpty();
		}
		History chosen = read(rows, "r2");
		assertThat(chosen.readers()).isEmpty();
		assertThat(chosen.books()).extracting(book -> book.book().title()).containsExactly("Książka b2");
		assertThat(chosen.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(3, RowProblem.NOT_A_NUMBER), tuple(5, RowProblem.NO_READER));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,-1,100        | NEGATIVE_PAGES
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,NaN,100       | NOT_A_NUMBER
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,=1+1,100      | NOT_A_NUMBER
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,,100          | NOT_A_NUMBER
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,1e3,100       | NOT_A_NUMBER
			r1,b1,2026-01-01T21:00,2026-01-01T22:00,99999999999,9 | TOO_MANY_PAGES
			r1,b1,2026-01-01T21:00,2026-01-01T20:00,10,100        | END_BEFORE_START
			r1,b1,2026-11-22T12:50,2026-11-22T13:01,10,100        | IN_THE_FUTURE
			r1,b1,1899-12-31T21:00,1899-12-31T22:00,10,100        | TOO_EARLY
			r1,b1,soon,2026-01-01T22:00,10,100                    | BAD_TIME
			r1,,2026-01-01T21:00,2026-01-01T22:00,10,100          | NO_BOOK
			r1,b1,2026-01-01T21:00,2026-01-0                      | CELL_COUNT
			""")
	void impossibleRowIsRejectedWithoutAffectingOthers(String bad, RowProblem problem) {
		History history = read(
				"r1,b1,2026-01-02T21:00,2026-01-02T22:00,10,0\n%s\nr1,b2,2026-01-03T21:00,2026-01-03T22:00,\"7,25\",\n"
					.formatted(bad),
				null);
		assertThat(history.rejected()).extracting(RejectedRow::line, RejectedRow::problem)
			.containsExactly(tuple(3, problem));
		assertThat(history.books()).flatExtracting(ImportedBook::sessions)
			.extracting(SessionRecord::pages)
			.containsExactly(10.0, 7.25);
		assertThat(history.books().getFirst().book().pageCount()).isNull();
	}

	@Test
	void implausibleSessionsAreMarkedAndRepeatedOnesCountOnce() {
		History history = read("""
				r1,b1,2026-01-01T08:00,2026-01-01T20:01,10,500
				r1,b1,2026-01-02T21:00,2026-01-02T21:10,51,500
				r1,b1,2026-01-02T21:00,2026-01-02T21:10,51,500
				""", null);
		assertThat(history.oddities()).containsEntry(Oddity.LONG_SESSION, List.of(2))
			.containsEntry(Oddity.FAST_SESSION, List.of(3));
		assertThat(history.notes()).containsEntry(Note.REPEATED, 1);
		assertThat(history.books().getFirst().sessions()).hasSize(2);
	}

	private static History read(String rows, String person) {
		return new SessionsCsv().read(Tables.of(HEADER + rows), new ParseContext(WARSAW, NOW, person));
	}

}
