package pl.chronobook.transfer.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.account.Addition;
import pl.chronobook.transfer.file.RejectedRow;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History.Note;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.incoming.Preview;
import pl.chronobook.transfer.incoming.Preview.FilePreview;

/**
 * A preview as the page shows it.
 *
 * @param id the id of the import
 * @param person the chosen reader, if there was a choice
 * @param choice the readers to choose from, if there are several
 * @param files the files with their remarks
 * @param outcome the changes of the list
 * @param importable whether there is anything to import
 * @param changes the changes of settings, plans and the like
 * @param bulkDates books whose date many others share
 * @param oddSessions implausible sessions
 * @param staleBooks Kindle books that were not opened for long
 * @param shelves shelves of the reader's own
 * @param chosen the reader's choices so far
 */
record PreviewPage(UUID id, @Nullable String person, Map<String, Integer> choice, List<File> files, Outcome outcome,
		boolean importable, List<String> changes, int bulkDates, int oddSessions, int staleBooks,
		List<ShelfQuestion> shelves, Chosen chosen) {

	private static final int SAMPLE = 5;

	private static final int REJECTED = 20;

	private static final int LINES = 10;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.of("pl"));

	/** The notes that are not shown, because the page has a question about them. */
	private static final Set<Note> ASKED = Set.of(Note.BULK_DATES, Note.ODD_SESSIONS, Note.STALE_BOOKS);

	static PreviewPage of(Preview preview, Choices choices, MessageSourceAccessor messages) {
		Outcome outcome = preview.outcome();
		List<String> changes = new ArrayList<>();
		count("lengths", outcome.lengths(), changes, messages);
		count("described", outcome.described(), changes, messages);
		count("completed", outcome.completed(), changes, messages);
		count("returned", outcome.returned(), changes, messages);
		count("removed", outcome.removed(), changes, messages);
		count("unreadable", preview.unreadableParts(), changes, messages);
		List<String> noRoom = preview.noRoom();
		if (!noRoom.isEmpty()) {
			changes.add(messages.getMessage("transfer.change.no-room",
					new Object[] { noRoom.size(), String.join(", ", noRoom.stream().limit(REJECTED).toList()),
							Math.max(0, noRoom.size() - REJECTED) }));
		}
		preview.gains().forEach(gain -> changes.add(text(gain, messages)));
		return new PreviewPage(preview.id().value(), preview.person(), preview.choice(),
				preview.files().stream().map(file -> file(file, messages)).toList(), outcome, preview.isImportable(),
				changes, sum(preview, Note.BULK_DATES), sum(preview, Note.ODD_SESSIONS), sum(preview, Note.STALE_BOOKS),
				shelves(preview, choices), new Chosen(Boolean.TRUE.equals(choices.trustBulkDates()),
						Boolean.FALSE.equals(choices.skipOdd()), Boolean.TRUE.equals(choices.staleAbandoned())));
	}

	/** Returns whether there is a choice that changes the numbers. */
	public boolean isOpen() {
		return this.bulkDates + this.oddSessions + this.staleBooks + this.shelves.size() > 0;
	}

	private static void count(String change, int count, List<String> changes, MessageSourceAccessor messages) {
		if (count > 0) {
			changes.add(messages.getMessage("transfer.change." + change, new Object[] { count }));
		}
	}

	private static List<ShelfQuestion> shelves(Preview preview, Choices choices) {
		Map<String, Integer> counts = new TreeMap<>();
		preview.files()
			.forEach(
					file -> file.history().shelves().forEach((name, count) -> counts.merge(name, count, Integer::sum)));
		return counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
			.map(shelf -> new ShelfQuestion(shelf.getKey(), shelf.getValue(),
					(choices.shelves() != null) ? choices.shelves().get(shelf.getKey()) : null))
			.toList();
	}

	private static String text(Addition gain, MessageSourceAccessor messages) {
		Object value = (gain.value() instanceof LocalDate day) ? DAY.format(day) : gain.value();
		return messages.getMessage("transfer.part.%s.%s".formatted(gain.part(), gain.what()), new Object[] { value });
	}

	/** Returns whether any row could be read. */
	public boolean isReadable() {
		return this.files.stream().anyMatch(file -> !file.sample().isEmpty() || file.account());
	}

	private static int sum(Preview preview, Note note) {
		return preview.files().stream().mapToInt(file -> file.history().notes().getOrDefault(note, 0)).sum();
	}

	private static File file(FilePreview file, MessageSourceAccessor messages) {
		var history = file.history();
		List<String> remarks = new ArrayList<>();
		history.notes().forEach((note, count) -> {
			if (!ASKED.contains(note)) {
				remarks.add(messages.getMessage("transfer.note." + note, new Object[] { count }));
			}
		});
		history.oddities()
			.forEach((oddity, lines) -> remarks.add(messages.getMessage("transfer.odd." + oddity,
					new Object[] { lines.size(), first(lines, messages) })));
		List<Book> sample = history.books().stream().limit(SAMPLE).map(book -> book(book, messages)).toList();
		List<RejectedLine> rejected = history.rejected()
			.stream()
			.limit(REJECTED)
			.map(row -> row(row, messages))
			.toList();
		return new File(file.number(), file.name(), messages.getMessage("transfer.format." + file.format()), sample,
				history.books().size() - sample.size(), remarks, rejected, history.rejected().size(),
				file.format() == Format.ACCOUNT);
	}

	private static Book book(ImportedBook book, MessageSourceAccessor messages) {
		PageCount length = book.book().pageCount();
		return new Book(book.book().title(), book.book().author(),
				messages.getMessage("reading.status." + book.status()), (length != null) ? length.value() : null,
				book.sessions().size(), stars(book.opinion()));
	}

	private static @Nullable Double stars(Opinion opinion) {
		Integer halfStars = opinion.halfStars();
		return (halfStars != null) ? (Double) (halfStars / 2.0) : null;
	}

	private static RejectedLine row(RejectedRow row, MessageSourceAccessor messages) {
		return new RejectedLine(row.line(), messages.getMessage("transfer.row." + row.problem()), row.summary());
	}

	private static String first(List<Integer> lines, MessageSourceAccessor messages) {
		String first = lines.stream()
			.filter(line -> line > 0)
			.limit(LINES)
			.map(String::valueOf)
			.collect(Collectors.joining(", "));
		if (first.isEmpty()) {
			return "";
		}
		return messages.getMessage("transfer.lines", new Object[] { (lines.size() > LINES) ? first + "…" : first });
	}

	/**
	 * One file.
	 *
	 * @param number its number
	 * @param name its name
	 * @param format the name of its format
	 * @param sample its first books
	 * @param moreBooks the number of further books
	 * @param remarks the remarks for the reader
	 * @param rejected the first rejected rows
	 * @param rejectedCount the number of rejected rows
	 * @param account whether it has no history, but settings and plans
	 */
	record File(int number, String name, String format, List<Book> sample, int moreBooks, List<String> remarks,
			List<RejectedLine> rejected, int rejectedCount, boolean account) {
	}

	/**
	 * A shelf whose meaning only the reader knows.
	 *
	 * @param name name of the shelf
	 * @param books number of its books
	 * @param place the chosen place; null while undecided
	 */
	record ShelfQuestion(String name, int books, @Nullable ReadingStatus place) {
	}

	/**
	 * The reader's choices so far.
	 *
	 * @param trust whether shared dates count as evidence
	 * @param keepOdd whether impossible sessions are taken
	 * @param abandoned whether stale books were given up
	 */
	record Chosen(boolean trust, boolean keepOdd, boolean abandoned) {
	}

	/**
	 * One of the first books.
	 */
	record Book(String title, String author, String status, @Nullable Integer pages, int sessions,
			@Nullable Double stars) {
	}

	/**
	 * One of the first rejected rows.
	 */
	record RejectedLine(int line, String reason, String summary) {
	}

}
