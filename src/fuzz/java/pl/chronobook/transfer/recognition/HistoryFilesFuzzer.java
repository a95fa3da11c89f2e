package pl.chronobook.transfer.recognition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;
import pl.chronobook.transfer.format.goodreads.GoodreadsCsv;
import pl.chronobook.transfer.format.kindle.KindleCsv;
import pl.chronobook.transfer.format.sessions.SessionsCsv;
import pl.chronobook.transfer.format.storygraph.StoryGraphCsv;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.incoming.Shelf;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

/**
 * Feeds the import with what Jazzer makes of honest files: it may refuse a file, and
 * nothing else may happen. Jazzer itself watches the time and the memory.
 */
public final class HistoryFilesFuzzer {

	private static final HistoryFiles FILES = new HistoryFiles(List.of(new ChronoBookCsv(), new SessionsCsv(),
			new GoodreadsCsv(), new StoryGraphCsv(), new KindleCsv.Insights(), new KindleCsv.Devices()));

	private HistoryFilesFuzzer() {
	}

	/** The method that Jazzer calls. */
	public static void fuzzerTestOneInput(byte[] content) {
		try (Scratch scratch = new Scratch()) {
			List<StoredFile> files = FILES.check(List.of(new Upload("plik", content)), scratch)
				.stream()
				.map(file -> new StoredFile(file, null))
				.toList();
			RecognisedFiles opened = FILES.open(files);
			ParseContext reading = new ParseContext(ZoneId.of("Europe/Warsaw"), Instant.parse("2026-11-22T12:00:00Z"),
					Choices.of(null), 40, opened.titles());
			Shelf shelf = new Shelf(List.of(), Map.of());
			opened.histories().forEach(file -> shelf.take(file.read(reading).books(), file.isOwn()));
			shelf.previewed();
		}
		catch (UnreadableFileException ex) {
			// refused, as it may be
		}
	}

	/** Writes the honest files with which Jazzer begins into a folder. */
	public static void main(String[] arguments) throws IOException {
		Path folder = Files.createDirectories(Path.of(arguments[0]));
		Map<String, byte[]> seeds = Map.of("sessions", HistoryFile.bytes(HistoryFile.sessions(20, 3)), "goodreads",
				HistoryFile.bytes(HistoryFile.goodreads(12)), "storygraph",
				HistoryFile.bytes(HistoryFile.STORYGRAPH + HistoryFile.storyGraph("Solaris", "Stanisław Lem",
						HistoryFile.isbn(9), "read", "2024/01/02", "2022/01/01-2022/01/20, 2024/02/12")),
				"kindle",
				HistoryFile.bytes(
						HistoryFile.KINDLE + "B001,Not Available,2024-05-01T21:00:00Z,Lalka,1800000,www.amazon.com\n"),
				"devices",
				HistoryFile.bytes(HistoryFile.KINDLE_DEVICES
						+ "2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,B001,EBOK,EINK,3600000,55\n"),
				"own",
				HistoryFile.bytes(String.join(",", ChronoBookCsv.COLUMNS)
						+ "\nbook,Solaris,Lem,,finished,340,340,2026-01-02T18:00:00Z,,,,,,,,,,\n"
						+ "session,Solaris,Lem,,,,,,2026-01-03T20:10:00Z,2026-01-03T20:55:00Z,28,,300,12,40,myśl,,\n"),
				"koreader", HistoryFile.koReader(40), "zip",
				HistoryFile.zip(Map.of("a.csv", HistoryFile.bytes(HistoryFile.sessions(5, 1)))), "table",
				HistoryFile.bytes("Tytuł;Autor;Strony\nLalka;Prus;680\n"));
		for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
			Files.write(folder.resolve(seed.getKey()), seed.getValue());
		}
	}

}
