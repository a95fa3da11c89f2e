package pl.chronobook.transfer.format.chronobook;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.Series;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.Formulas;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.DateColumns;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.HistoryDraft;
import pl.chronobook.transfer.history.Lengths;
import pl.chronobook.transfer.history.Moment;
import pl.chronobook.transfer.history.ParseContext;

/**
 * ChronoBook's own lossless format: a row for each book, for each of its readings and
 * each of its sessions. {@link #read} restores all data that {@link #write} writes. The
 * columns are described in {@code docs/import.md}.
 */
@Component
@Order(1)
public class ChronoBookCsv implements HistoryFormat {

	static final List<String> COLUMNS = List.of("record", "title", "author", "isbn", "status", "book_pages",
			"current_page", "added", "start", "end", "pages", "completed", "paused_seconds", "from_page", "to_page",
			"note", "evidence", "pages_estimated", "removed", "format", "owned", "tags", "series", "volume",
			"audio_minutes", "audio_speed");

	private static final List<String> REQUIRED = List.of("record", "title", "author", "start", "end", "pages");

	@Override
	public Format format() {
		return Format.CHRONOBOOK;
	}

	@Override
	public List<String> columns() {
		return REQUIRED;
	}

	@Override
	public boolean isOwn() {
		return true;
	}

	@Override
	public History read(CsvTable table, ParseContext reading) {
		HistoryDraft history = new HistoryDraft(reading);
		List<RejectedRow> rejected = table.read(row -> read(row, history, reading), reading.refused());
		return history.toHistory(Map.of(), rejected);
	}

	private static void read(CsvTable.Row row, HistoryDraft history, ParseContext reading) {
		switch (row.get("record").toLowerCase(Locale.ROOT)) {
			case "book" -> readBook(row, history, reading);
			case "reading" -> readReading(row, history);
			case "session" -> readSession(row, history);
			default -> throw new RejectedRowException(RowProblem.UNKNOWN_RECORD);
		}
	}

	private static void readBook(CsvTable.Row row, HistoryDraft history, ParseContext reading) {
		Key key = keyOf(row);
		BookDraft book = history.books().get(key.text());
		if (book != null && book.hasStatus()) {
			throw new RejectedRowException(RowProblem.DUPLICATE_BOOK);
		}
		ReadingStatus status = status(row.get("status"));
		PageCount length = length(row.get("book_pages"));
		Integer page = row.get("current_page").isEmpty() ? null
				: Cells.wholeNumber(row.get("current_page"), RowProblem.BAD_CURRENT_PAGE);
		if (page != null && length != null && page > length.value()) {
			throw new RejectedRowException(RowProblem.BAD_CURRENT_PAGE);
		}
		Instant addedAt = moment(row.get("added"), reading);
		Instant removedAt = moment(row.get("removed"), reading);
		book = bookOf(key, row, history);
		book.length(length);
		book.addedAt(addedAt);
		book.removedAt(removedAt);
		book.place(status, page);
		book.details(details(row));
	}

	private static BookDetails details(CsvTable.Row row) {
		BookDetails.Format format = Arrays.stream(BookDetails.Format.values())
			.filter(one -> one.name().equalsIgnoreCase(row.get("format")))
			.findFirst()
			.orElse(null);
		List<String> tags = BookDetails.tidy(Arrays.asList(Formulas.reveal(row.get("tags")).split(",")))
			.stream()
			.filter(tag -> tag.length() <= BookDetails.LONGEST_TAG)
			.limit(BookDetails.MOST_TAGS)
			.toList();
		return new BookDetails(format, row.get("owned").equalsIgnoreCase("true"), tags, series(row),
				(format == BookDetails.Format.AUDIO) ? audio(row) : null);
	}

	private static @Nullable Audio audio(CsvTable.Row row) {
		String minutes = row.get("audio_minutes");
		String speed = row.get("audio_speed");
		try {
			return (minutes.matches("\\d{1,5}") && speed.matches("\\d{1,3}"))
					? new Audio(Integer.parseInt(minutes), Integer.parseInt(speed)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable Series series(CsvTable.Row row) {
		String name = text(row.get("series"));
		if (name.isEmpty() || name.length() > Series.LONGEST_NAME) {
			return null;
		}
		String volume = row.get("volume");
		return new Series(name, volume.matches("\\d{1,4}") ? Integer.valueOf(volume) : null);
	}

	private static @Nullable Instant moment(String text, ParseContext reading) {
		if (text.isEmpty()) {
			return null;
		}
		Instant at = (text.length() <= 10) ? day(text).atStartOfDay(reading.zone()).toInstant()
				: Moment.parse(text).at(reading.zone());
		if (at.isAfter(reading.now())) {
			throw new RejectedRowException(RowProblem.IN_THE_FUTURE);
		}
		return at;
	}

	private static void readReading(CsvTable.Row row, HistoryDraft history) {
		Key key = keyOf(row);
		ArchivedReading reading = BookDraft.reading(date(row.get("start")), date(row.get("end")),
				flag(row.get("completed"), true), flag(row.get("evidence"), true));
		history.add(bookOf(key, row, history), reading);
	}

	private static void readSession(CsvTable.Row row, HistoryDraft history) {
		Key key = keyOf(row);
		Moment.Interval time = history.interval(row.get("start"), row.get("end"));
		double pages = Cells.pages(row.get("pages"));
		Duration paused = Duration.ofSeconds(paused(row.get("paused_seconds")));
		if (paused.compareTo(Duration.between(time.start(), time.end())) >= 0) {
			throw new RejectedRowException(RowProblem.BAD_PAUSE);
		}
		Integer from = page(row.get("from_page"));
		Integer to = page(row.get("to_page"));
		if ((from == null) != (to == null) || (from != null && to != null && from > to)) {
			throw new RejectedRowException(RowProblem.BAD_PAGES);
		}
		history.add(bookOf(key, row, history), new SessionRecord(time.start(), time.end(), pages, paused, from, to,
				note(row.get("note")), flag(row.get("pages_estimated"), false)), row.line());
	}

	private static int paused(String text) {
		if (!text.matches("\\d{0,8}")) {
			throw new RejectedRowException(RowProblem.BAD_PAUSE);
		}
		return text.isEmpty() ? 0 : Integer.parseInt(text);
	}

	private static @Nullable Integer page(String text) {
		return text.isEmpty() ? null : (Integer) Cells.wholeNumber(text, RowProblem.BAD_PAGES);
	}

	private static @Nullable String note(String cell) {
		String note = Formulas.reveal(cell).replace("\0", "").strip();
		if (note.length() > SessionRecord.MAX_NOTE) {
			throw new RejectedRowException(RowProblem.TOO_LONG_NOTE);
		}
		return note.isEmpty() ? null : note;
	}

	private static BookDraft bookOf(Key key, CsvTable.Row row, HistoryDraft history) {
		if (key.isbn() == null && !row.get("isbn").isEmpty() && !history.books().containsKey(key.text())) {
			history.note(Note.UNREADABLE_ISBN);
		}
		return history.keyed(key.text(), () -> new BookDraft(key.title(), key.author(), key.isbn()));
	}

	private static Key keyOf(CsvTable.Row row) {
		String title = text(row.get("title"));
		String author = text(row.get("author"));
		if (title.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_TITLE);
		}
		if (title.length() > NewBook.LONGEST_TITLE) {
			throw new RejectedRowException(RowProblem.TOO_LONG_TITLE);
		}
		if (author.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_AUTHOR);
		}
		if (author.length() > NewBook.LONGEST_AUTHOR) {
			throw new RejectedRowException(RowProblem.TOO_LONG_AUTHOR);
		}
		Optional<Isbn> isbn = Isbn.parse(row.get("isbn"));
		return new Key(title, author, isbn.orElse(null));
	}

	private static String text(String cell) {
		return Cells.text(Formulas.reveal(cell));
	}

	private static ReadingStatus status(String text) {
		for (ReadingStatus status : ReadingStatus.values()) {
			if (status.name().equalsIgnoreCase(text)) {
				return status;
			}
		}
		throw new RejectedRowException(RowProblem.UNKNOWN_STATUS);
	}

	private static boolean flag(String text, boolean usual) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "" -> usual;
			case "true", "prawda" -> true;
			case "false", "fałsz" -> false;
			default -> throw new RejectedRowException(RowProblem.UNKNOWN_COMPLETED);
		};
	}

	/** A length. What this program wrote is readable, so anything else is an error. */
	private static @Nullable PageCount length(String text) {
		return Lengths.isAbsent(text) ? null
				: Lengths.read(text, "").orElseThrow(() -> new RejectedRowException(RowProblem.BAD_LENGTH));
	}

	private static @Nullable LocalDate date(String text) {
		return text.isEmpty() ? null : day(text);
	}

	private static LocalDate day(String text) {
		return DateColumns.day(text).orElseThrow(() -> new RejectedRowException(RowProblem.BAD_DATE));
	}

	/**
	 * Writes a history: a header, and then every book followed by its readings and its
	 * sessions.
	 * @param books the history, in list order
	 * @param known the books by id; those that are not in it are left out
	 */
	public static void write(List<ArchivedBook> books, Map<BookId, Book> known, Appendable out) throws IOException {
		CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
		csv.printRecord(COLUMNS);
		for (ArchivedBook entry : books) {
			Book book = known.get(entry.book());
			if (book != null) {
				write(entry, book, csv);
			}
		}
		csv.flush();
	}

	private static void write(ArchivedBook entry, Book book, CSVPrinter csv) throws IOException {
		PageCount length = entry.pageCount();
		BookDetails details = entry.details();
		print(csv, "book", book, entry.status().name().toLowerCase(Locale.ROOT),
				(length != null) ? String.valueOf(length.value()) : "", String.valueOf(entry.currentPage()),
				entry.addedAt().toString(), "", "", "", "", "", "", "", "", "", "",
				Objects.toString(entry.removedAt(), ""),
				Objects.toString(details.format(), "").toLowerCase(Locale.ROOT), details.owned() ? "true" : "",
				Formulas.guard(String.join(",", details.tags())),
				Formulas.guard(Objects.toString(details.seriesName(), "")), Objects.toString(details.volume(), ""),
				Objects.toString(details.audioMinutes(), ""), Objects.toString(details.audioSpeed(), ""));
		for (ArchivedReading reading : entry.readings()) {
			print(csv, "reading", book, "", "", "", "", text(reading.dates().start()), text(reading.dates().end()), "",
					String.valueOf(reading.completed()), "", "", "", "", reading.evidence() ? "" : "false", "", "");
		}
		for (SessionRecord session : entry.sessions()) {
			print(csv, "session", book, "", "", "", "", session.start().toString(), session.end().toString(),
					BigDecimal.valueOf(session.pages()).stripTrailingZeros().toPlainString(), "",
					session.paused().isZero() ? "" : String.valueOf(session.paused().toSeconds()),
					Objects.toString(session.fromPage(), ""), Objects.toString(session.toPage(), ""),
					Formulas.guard(Objects.requireNonNullElse(session.note(), "")), "",
					session.pagesEstimated() ? "true" : "", "");
		}
	}

	private static void print(CSVPrinter csv, String record, Book book, String... rest) throws IOException {
		List<String> cells = new ArrayList<>(COLUMNS.size());
		cells.add(record);
		cells.add(Formulas.guard(book.title()));
		cells.add(Formulas.guard(book.author()));
		cells.add((book.isbn() != null) ? book.isbn().value() : "");
		cells.addAll(List.of(rest));
		cells.addAll(Collections.nCopies(COLUMNS.size() - cells.size(), ""));
		csv.printRecord(cells);
	}

	private static String text(@Nullable LocalDate date) {
		return (date != null) ? date.toString() : "";
	}

	/**
	 * The identity of the book of a row: its ISBN, or else title and author.
	 */
	private record Key(String title, String author, @Nullable Isbn isbn) {

		String text() {
			return (this.isbn != null) ? this.isbn.value()
					: this.title.toLowerCase(Locale.ROOT) + '\n' + this.author.toLowerCase(Locale.ROOT);
		}

	}

}
