package pl.chronobook.transfer.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.MessageSourceAccessor;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.domain.Choices;
import pl.chronobook.transfer.domain.History.Note;
import pl.chronobook.transfer.domain.ImportedBook;
import pl.chronobook.transfer.domain.Preview;
import pl.chronobook.transfer.domain.Preview.FilePreview;
import pl.chronobook.transfer.domain.Preview.Gain;
import pl.chronobook.transfer.domain.RejectedRow;

/**
 * A preview in the reader's words.
 *
 * @param id which import
 * @param person whose rows are taken, if there was a choice
 * @param choice whose rows there are, if there is one
 * @param files the files, with what stands out in each
 * @param outcome what would change
 * @param importable whether anything would
 * @param changes what would change besides
 * @param bulkDates books whose date many others share
 * @param oddSessions sessions that nobody can have had
 * @param staleBooks Kindle books that nobody opened for long
 * @param chosen what the reader has chosen so far
 */
record PreviewPage(UUID id, @Nullable String person, Map<String, Integer> choice, List<File> files, Outcome outcome,
		boolean importable, List<String> changes, int bulkDates, int oddSessions, int staleBooks, Chosen chosen) {

	private static final int SAMPLE = 5;

	private static final int REJECTED = 20;

	private static final int LINES = 10;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.of("pl"));

	/** What the reader is asked about is not said a second time. */
	private static final Set<Note> ASKED = Set.of(Note.BULK_DATES, Note.ODD_SESSIONS, Note.STALE_BOOKS);

	static PreviewPage of(Preview preview, Choices choices, MessageSourceAccessor messages) {
		Outcome outcome = preview.outcome();
		List<String> changes = new ArrayList<>();
		Map.of("lengths", outcome.lengths(), "completed", outcome.completed(), "returned", outcome.returned(),
				"removed", outcome.removed(), "unreadable", preview.unreadableParts())
			.forEach((change, count) -> {
				if (count > 0) {
					changes.add(messages.getMessage("transfer.change." + change, new Object[] { count }));
				}
			});
		preview.gains().forEach(gain -> changes.add(text(gain, messages)));
		return new PreviewPage(preview.id().value(), preview.person(), preview.choice(),
				preview.files().stream().map(file -> file(file, messages)).toList(), outcome, preview.isImportable(),
				changes, sum(preview, Note.BULK_DATES), sum(preview, Note.ODD_SESSIONS), sum(preview, Note.STALE_BOOKS),
				new Chosen(Boolean.TRUE.equals(choices.trustBulkDates()), Boolean.FALSE.equals(choices.skipOdd()),
						Boolean.TRUE.equals(choices.staleAbandoned())));
	}

	/** Whether anything can be chosen that changes the numbers. */
	public boolean isOpen() {
		return this.bulkDates + this.oddSessions + this.staleBooks > 0;
	}

	private static String text(Gain gain, MessageSourceAccessor messages) {
		Object value = (gain.value() instanceof LocalDate day) ? DAY.format(day) : gain.value();
		return messages.getMessage("transfer.part.%s.%s".formatted(gain.part(), gain.what()), new Object[] { value });
	}

	/** Whether anything at all could be read. */
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
			.forEach((oddity, lines) -> remarks
				.add(messages.getMessage("transfer.odd." + oddity, new Object[] { lines.size(), first(lines) })));
		List<Book> sample = history.books().stream().limit(SAMPLE).map(book -> book(book, messages)).toList();
		List<Row> rejected = history.rejected().stream().limit(REJECTED).map(row -> row(row, messages)).toList();
		return new File(file.number(), file.name(), messages.getMessage("transfer.format." + file.format()), sample,
				history.books().size() - sample.size(), remarks, rejected, history.rejected().size(),
				file.format().equals("ACCOUNT"));
	}

	private static Book book(ImportedBook book, MessageSourceAccessor messages) {
		PageCount length = book.book().pageCount();
		return new Book(book.book().title(), book.book().author(),
				messages.getMessage("reading.status." + book.status()), (length != null) ? length.value() : null,
				book.sessions().size());
	}

	private static Row row(RejectedRow row, MessageSourceAccessor messages) {
		return new Row(row.line(), messages.getMessage("transfer.row." + row.problem()), row.summary());
	}

	private static String first(List<Integer> lines) {
		String first = lines.stream()
			.filter(line -> line > 0)
			.limit(LINES)
			.map(String::valueOf)
			.collect(Collectors.joining(", "));
		if (first.isEmpty()) {
			return "";
		}
		return " (wiersze: %s%s)".formatted(first, (lines.size() > LINES) ? "…" : "");
	}

	/**
	 * One file.
	 *
	 * @param number which of the import's files
	 * @param name what it is called
	 * @param format what it is
	 * @param sample its first books
	 * @param moreBooks how many there are besides
	 * @param remarks what the reader should know
	 * @param rejected the first rows that are left out
	 * @param rejectedCount how many are
	 * @param account whether it has no history, but settings and plans
	 */
	record File(int number, String name, String format, List<Book> sample, int moreBooks, List<String> remarks,
			List<Row> rejected, int rejectedCount, boolean account) {
	}

	/**
	 * What the reader has chosen so far.
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
	record Book(String title, String author, String status, @Nullable Integer pages, int sessions) {
	}

	/**
	 * One of the first rows that are left out.
	 */
	record Row(int line, String reason, String summary) {
	}

}
