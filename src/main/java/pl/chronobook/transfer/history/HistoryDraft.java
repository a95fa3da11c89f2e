package pl.chronobook.transfer.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.file.RejectedRowException;
import pl.chronobook.transfer.file.RowProblem;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.History.Oddity;

/**
 * A history while its rows are being collected, with the checks of all formats.
 */
public final class HistoryDraft {

	private static final int LONGEST_SHELF = 80;

	/** The most shelves about which the reader is asked. */
	private static final int MOST_SHELVES = 50;

	private final ZoneId zone;

	private final Instant now;

	private final Map<String, BookDraft> books = new LinkedHashMap<>();

	private final Map<Oddity, List<Integer>> oddities = new EnumMap<>(Oddity.class);

	private final Map<Note, Integer> notes = new EnumMap<>(Note.class);

	private final Map<String, Integer> shelves = new LinkedHashMap<>();

	/** Shelves that are not asked about because there are too many. */
	private final Set<String> otherShelves = new HashSet<>();

	private final Choices choices;

	public HistoryDraft(ParseContext context) {
		this.zone = context.zone();
		this.now = context.now();
		this.choices = context.choices();
	}

	public Map<String, BookDraft> books() {
		return this.books;
	}

	/**
	 * Returns the book with a key.
	 * @param created makes it if it is new
	 * @throws UnreadableFileException if there are too many books
	 */
	public BookDraft keyed(String key, Supplier<BookDraft> created) {
		return this.books.computeIfAbsent(key, _ -> {
			if (this.books.size() == Limits.MAX_BOOKS) {
				throw new UnreadableFileException(FileProblem.TOO_MANY_BOOKS);
			}
			return created.get();
		});
	}

	public void note(Note note) {
		this.notes.merge(note, 1, Integer::sum);
	}

	/**
	 * Parses the interval of a sitting.
	 * @throws RejectedRowException if it is impossible
	 */
	public Moment.Interval interval(String start, String end) {
		return checked(Moment.between(Moment.parse(start), Moment.parse(end), this.zone));
	}

	/**
	 * Checks the interval of a sitting.
	 * @throws RejectedRowException if it is impossible
	 */
	public Moment.Interval checked(Moment.Interval time) {
		if (time.end().isAfter(this.now)) {
			throw new RejectedRowException(RowProblem.IN_THE_FUTURE);
		}
		if (time.start().isBefore(ReadingDates.EARLIEST.atStartOfDay(this.zone).toInstant())) {
			throw new RejectedRowException(RowProblem.TOO_EARLY);
		}
		return time;
	}

	/**
	 * Adds a sitting to a book and records doubts about it.
	 * @param line its line; 0 if it has none
	 */
	public void add(BookDraft book, SessionRecord session, int line) {
		if (!book.add(session)) {
			note(Note.REPEATED);
			return;
		}
		if (BookDraft.isLong(session)) {
			remark(Oddity.LONG_SESSION, line);
		}
		if (BookDraft.isFast(session)) {
			remark(Oddity.FAST_SESSION, line);
		}
	}

	/**
	 * Adds a reading to a book.
	 * @throws RejectedRowException if it lies in the future or a second one would be open
	 */
	public void add(BookDraft book, ArchivedReading reading) {
		LocalDate today = LocalDate.ofInstant(this.now, this.zone);
		LocalDate start = reading.dates().start();
		LocalDate end = reading.dates().end();
		if ((start != null && start.isAfter(today)) || (end != null && end.isAfter(today))) {
			throw new RejectedRowException(RowProblem.IN_THE_FUTURE);
		}
		if (!book.add(reading)) {
			note(Note.REPEATED);
		}
	}

	/**
	 * Returns the book of a row of another program. Texts that are too long are cut, and
	 * the author may be missing.
	 * @param key the program's identifier; may be empty
	 * @throws RejectedRowException if it has no title
	 */
	public BookDraft book(String key, String title, String author, @Nullable Isbn isbn) {
		String shownTitle = cut(Cells.visible(title), NewBook.LONGEST_TITLE);
		if (shownTitle.isEmpty()) {
			throw new RejectedRowException(RowProblem.NO_TITLE);
		}
		String cutAuthor = cut(Cells.visible(author), NewBook.LONGEST_AUTHOR);
		String shownAuthor = cutAuthor.isEmpty() ? Book.UNKNOWN_AUTHOR : cutAuthor;
		// The identifier alone is not trusted: spreadsheets round numbers, and copies
		// share them
		String name = key + '\n' + ((isbn != null) ? isbn.value() : "") + '\n' + shownTitle + '\n'
				+ ((key.isEmpty() && isbn == null) ? shownAuthor : "");
		return keyed(name.toLowerCase(Locale.ROOT), () -> new BookDraft(shownTitle, shownAuthor, isbn));
	}

	/**
	 * Returns the book with an identifier that is trusted, so that its title may differ
	 * between rows.
	 * @param number the identifier of a shop, such as an ASIN
	 * @param title its title, or a replacement for it
	 */
	public BookDraft numberedBook(String number, String title) {
		String shownTitle = Cells.visible(title);
		return keyed(number, () -> new BookDraft(cut(shownTitle.isEmpty() ? number : shownTitle, NewBook.LONGEST_TITLE),
				Book.UNKNOWN_AUTHOR, null));
	}

	/** Resolves overlapping sittings of each book, and counts them in a note. */
	public void joinOverlaps() {
		int changed = this.books.values().stream().mapToInt(BookDraft::joinOverlaps).sum();
		if (changed > 0) {
			this.notes.merge(Note.OVERLAPPING, changed, Integer::sum);
		}
	}

	private static String cut(String text, int length) {
		return (text.length() <= length) ? text : text.substring(0, length - 1).strip() + "…";
	}

	public History toHistory(Map<String, Integer> readers, List<RejectedRow> rejected) {
		this.books.values().removeIf(BookDraft::isEmpty);
		dropSharedIsbns();
		remarkBooksOfOneTitle();
		return new History(readers, this.books.values().stream().map(book -> book.toBook(this.zone, this.now)).toList(),
				rejected, this.oddities, this.notes, this.shelves);
	}

	/**
	 * Returns the status of a book by its shelf. An unknown shelf becomes a question to
	 * the reader; until it is answered, and for a row without a shelf, the dates decide.
	 * @param byDates the status by the dates of the row
	 */
	public ReadingStatus place(String shelf, ReadingStatus byDates) {
		if (Shelves.isNoPlace(shelf)) {
			return byDates;
		}
		Optional<ReadingStatus> known = Shelves.place(shelf);
		if (known.isPresent()) {
			return known.get();
		}
		String name = cut(Cells.text(shelf), LONGEST_SHELF);
		if (this.shelves.size() < MOST_SHELVES || this.shelves.containsKey(name)) {
			this.shelves.merge(name, 1, Integer::sum);
		}
		else if (this.otherShelves.add(name)) {
			note(Note.OTHER_SHELVES);
		}
		ReadingStatus chosen = this.choices.shelf(name);
		return (chosen != null) ? chosen : byDates;
	}

	/**
	 * Removes an ISBN that books of different titles share from all but the first.
	 */
	private void dropSharedIsbns() {
		Map<Isbn, BookDraft> owners = new HashMap<>();
		for (BookDraft book : this.books.values()) {
			Isbn isbn = book.isbn();
			BookDraft owner = (isbn != null) ? owners.putIfAbsent(isbn, book) : null;
			if (owner != null && !owner.hasSimilarTitle(book)) {
				book.dropIsbn();
				remark(Oddity.SHARED_ISBN, book.line());
			}
		}
	}

	/** Records a doubt about rows that were joined only by title and author. */
	private void remarkBooksOfOneTitle() {
		Map<String, BookDraft> first = new HashMap<>();
		for (BookDraft book : this.books.values()) {
			BookDraft other = first.putIfAbsent(book.text(), book);
			if (other != null && (other.isbn() == null || book.isbn() == null)) {
				remark(Oddity.JOINED_BY_TITLE, book.line());
			}
		}
	}

	/**
	 * Parses a length, or null if it is unknown; an unreadable or impossible one is
	 * remarked.
	 * @param line the line of the row
	 * @param binding binding or medium, empty if unknown
	 */
	public @Nullable PageCount length(int line, String cell, String binding) {
		if (Lengths.isAbsent(cell)) {
			return null;
		}
		Optional<PageCount> length = Lengths.read(cell, binding);
		if (length.isEmpty()) {
			remark(Lengths.read(cell, "").isPresent() ? Oddity.IMPLAUSIBLE_LENGTH : Oddity.UNREADABLE_LENGTH, line);
		}
		return length.orElse(null);
	}

	/**
	 * Sets the reader's opinion on a book; an unreadable rating is recorded as a doubt.
	 * @param line its line; 0 if it has none
	 * @param ratings the ratings of the column
	 * @param texts reviews and notes
	 */
	public void judge(int line, BookDraft book, Ratings ratings, String rating, String... texts) {
		Optional<Integer> halfStars = ratings.halfStars(rating);
		if (halfStars.isPresent()) {
			ratings.note().ifPresent(this::note);
		}
		else if (!Ratings.isAbsent(rating)) {
			remark(Oddity.UNREADABLE_RATING, line);
		}
		book.opinion(new Opinion(halfStars.orElse(null), OpinionCells.note(texts)));
	}

	/** Records a doubt about a row, or its repair. */
	public void remark(Oddity oddity, int line) {
		this.oddities.computeIfAbsent(oddity, key -> new ArrayList<>()).add(line);
	}

}
