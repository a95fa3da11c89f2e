package pl.chronobook.transfer.recognition;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;
import pl.chronobook.transfer.format.goodreads.GoodreadsCsv;
import pl.chronobook.transfer.format.kindle.KindleCsv;
import pl.chronobook.transfer.format.sessions.SessionsCsv;
import pl.chronobook.transfer.format.storygraph.StoryGraphCsv;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

/**
 * Imports files as the application does: checked, stored, opened again and read.
 */
final class Histories {

	static final ParseContext CONTEXT = new ParseContext(ZoneId.of("Europe/Warsaw"),
			Instant.parse("2026-11-26T12:00:00Z"), Choices.of(null), 40, Map.of());

	/** Recognises all formats of tables. */
	static final HistoryFiles FILES = new HistoryFiles(List.of(new ChronoBookCsv(), new SessionsCsv(),
			new GoodreadsCsv(), new StoryGraphCsv(), new KindleCsv.Insights(), new KindleCsv.Devices()));

	private Histories() {
	}

	static History read(String file) {
		return read(file.getBytes(StandardCharsets.UTF_8));
	}

	static History read(byte[] file) {
		return read(file, Choices.of(null));
	}

	static History read(byte[] file, Choices choices) {
		return read(new Upload("plik", file), choices).getFirst();
	}

	/** The histories of all files that are found in one. */
	static List<History> read(Upload file) {
		return read(file, Choices.of(null));
	}

	private static List<History> read(Upload file, Choices choices) {
		ParseContext context = new ParseContext(CONTEXT.zone(), CONTEXT.now(), choices, CONTEXT.pagesPerHour(),
				CONTEXT.titles());
		try (Scratch scratch = new Scratch()) {
			return open(file, scratch).histories().stream().map(history -> history.read(context)).toList();
		}
	}

	/** Returns whether the preview asks the reader about the columns of a file. */
	static boolean isUnexplained(String file) {
		try (Scratch scratch = new Scratch()) {
			return !open(new Upload("plik", file.getBytes(StandardCharsets.UTF_8)), scratch).unexplained().isEmpty();
		}
	}

	static String format(String file) {
		return format(file.getBytes(StandardCharsets.UTF_8));
	}

	static String format(byte[] file) {
		try (Scratch scratch = new Scratch()) {
			return open(new Upload("plik", file), scratch).histories().getFirst().format().name();
		}
	}

	private static RecognisedFiles open(Upload file, Scratch scratch) {
		List<Upload> checked = FILES.check(List.of(file), scratch);
		return FILES.open(checked.stream().map(upload -> new StoredFile(upload, null)).toList());
	}

	static List<String> books(String file) {
		return books(read(file));
	}

	static List<String> books(History history) {
		return history.books().stream().map(Histories::described).toList();
	}

	/** A book as {@code STATUS|title|pages|[start..end]}. */
	private static String described(ImportedBook book) {
		PageCount length = book.book().pageCount();
		boolean begun = book.status().name().equals("READING") && book.currentPage() > 0;
		return "%s|%s|%s|%s%s".formatted(book.status(), book.book().title(), (length != null) ? length.value() : null,
				book.readings().stream().map(Histories::described).toList(), begun ? " at " + book.currentPage() : "");
	}

	private static String described(ArchivedReading reading) {
		return (reading.dates().start() != null ? reading.dates().start() : "") + ".."
				+ (reading.dates().end() != null ? reading.dates().end() : "")
				+ (reading.completed() ? "" : " given up") + (reading.evidence() ? "" : " no evidence");
	}

}
