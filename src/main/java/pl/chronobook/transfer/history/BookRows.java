package pl.chronobook.transfer.history;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.Formulas;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.history.DateColumns.PartialDate;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;

/**
 * Reads tables with a row for each book. An unreadable cell counts as unknown and is
 * remarked; the row is kept.
 */
public final class BookRows {

	private static final List<String> BOOKS = List.of("", "book", "books", "ebook", "e-book", "audiobook", "audio book",
			"audio", "comic", "comics", "manga", "książka", "paperback", "hardcover", "physical", "physical book");

	/**
	 * Matches a row of punctuation, such as the line under the header of a table in
	 * Markdown.
	 */
	private static final Pattern NO_TITLE = Pattern.compile("[^\\p{L}\\p{N}]+");

	private static final Pattern SUM = Pattern
		.compile("(?iu)(razem|suma|łącznie|ogółem|średnia|total|sum|average)[\\W\\d]*");

	/**
	 * Matches the hyphen of a span; between days with hyphens it needs blanks around it.
	 */
	private static final Pattern SPAN = Pattern
		.compile("(.*\\d.*?)(?:\\s*[→–—~]\\s*|\\s+-+>?\\s+|\\s+(?:do|to|bis)\\s+)(.*\\d.*)");

	/** A bullet, a number or a box to tick, and pictures before the title. */
	private static final Pattern ITEM = Pattern
		.compile("^(?:[-*+–—·>](?=\\s)|[•‣◦▪●○■►➢→])?\\s*(?:\\d{1,4}[.)]\\s+)?(?:\\[[ xX✓]?]\\s*)?"
				+ "(?:(?![№℗©®™°])[\\p{So}\\uFE0F\\u200D]+\\s*)?");

	private static final Pattern LIST = Pattern.compile("\\s*[,;|\\n]\\s*|\\s+(?:i|oraz|and)\\s+");

	private final HistoryDraft history;

	private final ParseContext context;

	private final DateColumns dates;

	private final @Nullable AssumedLength assumed;

	/** Whether the text is a list of titles, as people write it in a note. */
	private final boolean list;

	/** Whether every row has a title and nothing of a table, such as sums. */
	private final boolean titles;

	/**
	 * Prepares the reading of a table.
	 * @param dateColumns numbers of the columns that hold dates, from 0
	 */
	public BookRows(CsvTable table, List<Integer> dateColumns, HistoryDraft history, ParseContext context) {
		this(table, dateColumns, history, context, isList(table));
	}

	private BookRows(CsvTable table, List<Integer> dateColumns, HistoryDraft history, ParseContext context,
			boolean titles) {
		this.history = history;
		this.context = context;
		this.dates = DateColumns.of(table, dateColumns, context);
		this.assumed = AssumedLength.of(table).orElse(null);
		this.list = isList(table);
		this.titles = titles;
	}

	/**
	 * Prepares the reading of a table of titles without dates. A title may be a word that
	 * marks a sum elsewhere, such as „Suma”; with a number behind it, it still is a sum.
	 */
	public static BookRows ofTitles(CsvTable table, HistoryDraft history, ParseContext context) {
		return new BookRows(table, List.of(), history, context, true);
	}

	private static boolean isList(CsvTable table) {
		return table.isHeaderless() && table.headerCells().size() <= 2;
	}

	/** Returns whether a row is a book; other media are counted and left out. */
	public boolean isBook(String medium) {
		boolean book = BOOKS.contains(medium.strip().toLowerCase(Locale.ROOT));
		if (!book) {
			this.history.note(Note.OTHER_MEDIA);
		}
		return book;
	}

	/** Parses a date; null if there is none. An unreadable one is remarked. */
	public @Nullable PartialDate date(int line, int column, String cell) {
		if (DateColumns.isAbsent(cell)) {
			return null;
		}
		Optional<PartialDate> date = this.dates.read(column, cell);
		if (date.isEmpty()) {
			this.history.remark(Oddity.UNREADABLE_DATE, line);
		}
		return date.orElse(null);
	}

	/**
	 * Parses a length; null if it is unknown. An unreadable or impossible one is
	 * remarked.
	 */
	public @Nullable PageCount length(int line, String cell, String binding) {
		return this.history.length(line, cell, binding);
	}

	/** Parses an ISBN; null if there is none. An unreadable one is remarked. */
	public @Nullable Isbn isbn(int line, String... cells) {
		Optional<Isbn> isbn = Isbns.find(cells);
		if (isbn.isEmpty() && List.of(cells).stream().anyMatch(Isbns::isPresent)) {
			this.history.note(Note.UNREADABLE_ISBN);
		}
		return isbn.orElse(null);
	}

	/**
	 * Returns the book of a row.
	 * @throws RejectedRowException if the row is no book
	 */
	public BookDraft book(int line, String number, String title, String author, @Nullable Isbn isbn) {
		String shownTitle = this.list ? listed(plain(title)) : plain(title);
		String shownAuthor = plain(author);
		if (NO_TITLE.matcher(shownTitle).matches()) {
			throw new RejectedRowException(RowProblem.NO_TITLE);
		}
		if (shownAuthor.isBlank() && isSum(shownTitle)) {
			throw new RejectedRowException(RowProblem.SUM);
		}
		BookDraft book = this.history.book(number, Titles.withoutSeries(shownTitle), shownAuthor, isbn);
		book.firstLine(line);
		if (this.assumed != null) {
			book.assume(this.assumed);
		}
		Titles.series(shownTitle).ifPresent(series -> book.details(new BookDetails(null, false, List.of(), series)));
		return book;
	}

	private boolean isSum(String title) {
		return SUM.matcher(title).matches() && (!this.titles || title.chars().anyMatch(Character::isDigit));
	}

	/**
	 * Describes a book by its binding, its tags and whether the reader owns it. A shelf
	 * that says where the book stands is no tag.
	 * @param owned {@code Yes} or the number of copies
	 */
	public void describe(BookDraft book, String binding, String shelves, String owned) {
		book.details(DetailCells.read(plain(binding), plain(shelves), plain(owned)));
	}

	/**
	 * Sets the reader's opinion on a book; an unreadable rating is recorded as a doubt.
	 * @param ratings the ratings of the column
	 * @param texts reviews and notes
	 */
	public void judge(int line, BookDraft book, Ratings ratings, String rating, String... texts) {
		this.history.judge(line, book, ratings, plain(rating), texts);
	}

	/** Removes the guard of spreadsheets and decodes the entities of web pages. */
	private static String plain(String cell) {
		String text = Formulas.reveal(cell);
		return (text.indexOf('&') >= 0) ? HtmlUtils.htmlUnescape(text) : text;
	}

	/**
	 * The title on a line of a list, without what marks the line as an item. A heading is
	 * no title.
	 */
	public static String listed(String line) {
		return line.startsWith("#") ? ""
				: ITEM.matcher(line).replaceFirst("").replaceFirst("^[\"„“](.*)[\"”“]$", "$1").strip();
	}

	/** Records a doubt about a row whose last cells are missing. */
	public void remarkShort(CsvTable.Row row) {
		if (row.isShort()) {
			this.history.remark(Oddity.SHORT_ROW, row.line());
		}
	}

	/**
	 * Splits a cell that holds both days of a reading, as in
	 * {@code 1.02.2026 – 20.02.2026}.
	 * @return two cells, or one if it is no such span
	 */
	public static String[] span(String cell) {
		Matcher span = SPAN.matcher(cell);
		return span.matches() ? new String[] { span.group(1), span.group(2) } : new String[] { cell };
	}

	/**
	 * Splits a cell that lists several days, as in {@code 2024-01-05, 2025-03-09}.
	 * @return one cell if it is no such list
	 */
	public static List<String> days(String cell) {
		List<String> days = LIST.splitAsStream(cell.strip()).toList();
		return (days.size() > 1 && days.stream().allMatch(DateColumns::looksLikeDate)) ? days : List.of(cell);
	}

	/** Sets the moment since which a book is on a list. */
	public void added(BookDraft book, @Nullable PartialDate added) {
		if (added != null) {
			book.addedAt(Moment.startOf(added.first(), this.context));
		}
	}

	/**
	 * Adds a finished reading. One of which only the month or year is known is no
	 * evidence of the pace, and a start after the end is dropped.
	 */
	public void ended(int line, BookDraft book, @Nullable PartialDate start, PartialDate end, boolean completed) {
		LocalDate first = (start != null && start.exact()) ? start.date() : null;
		if (first != null && first.isAfter(end.date())) {
			this.history.remark(Oddity.END_BEFORE_START, line);
			first = null;
		}
		if (!end.exact()) {
			this.history.remark(Oddity.PARTIAL_DATE, line);
		}
		this.history.add(book, BookDraft.reading(first, end.date(), completed, end.exact()));
	}

	/** Adds an open reading. */
	public void goesOn(BookDraft book, @Nullable PartialDate start) {
		if (start != null) {
			this.history.add(book, BookDraft.reading(start.first(), null, true));
		}
	}

	/** Sets the status of a book from its shelf, unless an earlier row has set it. */
	public ReadingStatus place(BookDraft book, String shelf, ReadingStatus byDates) {
		ReadingStatus status = this.history.place(Cells.visible(shelf), byDates);
		if (!book.hasStatus()) {
			book.place(status, null);
		}
		return status;
	}

	/** Increments the count of a note. */
	public void note(Note note) {
		this.history.note(note);
	}

	/** Counts a book that was finished on an unknown day. */
	public void finishedWithoutDate() {
		this.history.note(Note.FINISHED_WITHOUT_DATE);
	}

}
