package pl.chronobook.transfer.recognition;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.file.WorkLimit;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Files that are made to cost excessive work are refused soon: at a limit of lines,
 * columns, broken rows or bytes, or, on a slow machine, when their time is up.
 */
class HostileFilesTests {

	static Stream<Arguments> hostileUploads() {
		return Stream.of(
				argumentSet("twelve million lines", files("a.csv", () -> lines(12_000_000)),
						FileProblem.TOO_MANY_LINES),
				argumentSet("five times twelve million lines in an archive", files("a.zip", () -> {
					Map<String, byte[]> entries = new LinkedHashMap<>();
					IntStream.range(0, 5).forEach(i -> entries.put(i + ".csv", lines(12_000_000)));
					return HistoryFile.zip(entries);
				}), FileProblem.ZIP_BOMB),
				argumentSet("a folder with content",
						files("a.zip", () -> HistoryFile.zip(Map.of("folder/", new byte[60_000_000]))),
						FileProblem.ZIP_BOMB),
				argumentSet("many files that are small enough each", (Supplier<List<Upload>>) () -> {
					byte[] lines = lines(100_000);
					return IntStream.range(0, 20).mapToObj(i -> new Upload(i + ".csv", lines)).toList();
				}, FileProblem.TOO_MANY_LINES),
				argumentSet("a quote gone wrong on every line",
						files("a.csv", () -> HistoryFile.bytes(HistoryFile.HEADER + "\"a\"b,c\n".repeat(400_000))),
						FileProblem.TOO_MANY_BROKEN_ROWS),
				argumentSet("thirty thousand columns",
						files("a.csv", () -> HistoryFile.bytes(("a" + ",b".repeat(30_000) + "\n").repeat(500))),
						FileProblem.TOO_MANY_COLUMNS),
				argumentSet("a line without end",
						files("a.csv", () -> HistoryFile.bytes(HistoryFile.HEADER + "x".repeat(45_000_000))),
						FileProblem.LINE_TOO_LONG));
	}

	@ParameterizedTest
	@MethodSource("hostileUploads")
	@Timeout(value = 10, unit = TimeUnit.MINUTES)
	void hostileUploadIsRefusedQuicklyWithAReason(Supplier<List<Upload>> uploads, FileProblem problem) {
		List<Upload> files = uploads.get();
		// Other processes do not count
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long begun = threads.getCurrentThreadCpuTime();
		try (Scratch scratch = new Scratch()) {
			assertThatExceptionOfType(UnreadableFileException.class)
				.isThrownBy(() -> WorkLimit.within(Duration.ofSeconds(4), () -> Histories.FILES.check(files, scratch)))
				.satisfies(ex -> assertThat(ex.problem()).isIn(problem, FileProblem.TOO_MUCH_WORK));
		}
		assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(20));
	}

	@Test
	void headersOfThousandsOfCellsAreReadQuickly() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long begun = threads.getCurrentThreadCpuTime();
		for (String cell : List.of(",", ";", "readStatus,", "my_rating|", "\"\"\t")) {
			String delimiter = cell.substring(cell.length() - 1);
			String line = "Title" + delimiter + "Status" + delimiter + cell.repeat(2_980 / cell.length());
			for (int i = 0; i < 10; i++) {
				assertThat(ColumnMapping.isHeaderOfHistory(line)).isFalse();
			}
			ColumnMapping.guess(List.of(line.split("[,;|\t]", -1)));
		}
		String wide = "Title,Status" + ",Moja półka".repeat(900) + "\n";
		assertThat(read(HistoryFile.bytes(wide + "Lalka,read" + ",".repeat(900) + "\n")).books()).hasSize(1);
		assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(10));
		assertThat(ColumnMapping.isHeaderOfHistory("Title,Status" + ",".repeat(40))).isTrue();
	}

	@Test
	void rowsWithTooManyCellsAreLeftOutWithoutStoringTheirCells() {
		byte[] content = HistoryFile.bytes(HistoryFile.HEADER + (",".repeat(60_000) + "x\n").repeat(500));
		History history = read(content);
		assertThat(history.rejected()).hasSize(500).filteredOn(row -> !row.cells().isEmpty()).hasSizeBetween(1, 20);
	}

	@Test
	void historyHasNoMoreBooksThanTheHeapHasRoomFor() {
		assertThat(read(books(0, Limits.MAX_BOOKS)).books()).hasSize(Limits.MAX_BOOKS);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> read(books(0, Limits.MAX_BOOKS + 1)))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.TOO_MANY_BOOKS));
	}

	@Test
	void filesOfAnImportHaveNoMoreBooksTogether() {
		int half = Limits.MAX_BOOKS / 2;
		RecognisedFiles fitting = open(books(0, half), books(half, half));
		assertThat(fitting.read(Histories.CONTEXT, (file, history) -> history.books().size())).containsExactly(half,
				half);
		RecognisedFiles more = open(books(0, half), books(half, half + 1));
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> more.read(Histories.CONTEXT, (file, history) -> history))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.TOO_MANY_BOOKS));
	}

	@Test
	void workEndsAtItsTimeLimit() {
		byte[] content = HistoryFile.bytes(HistoryFile.sessions(10, 1));
		try (Scratch scratch = new Scratch()) {
			assertThatExceptionOfType(UnreadableFileException.class)
				.isThrownBy(() -> WorkLimit.within(Duration.ZERO,
						() -> Histories.FILES.check(List.of(new Upload("a.csv", content)), scratch)))
				.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.TOO_MUCH_WORK));
		}
	}

	@Test
	void oversizedKoReaderCellIsTreatedAlikeByCheckAndImport() {
		byte[] content = HistoryFile.koReader(statement -> {
			String huge = "hex(zeroblob(1000000))";
			statement.execute("INSERT INTO book (id, title, authors, pages, md5) VALUES (1, 'Lalka' || " + huge
					+ ", 'Bolesław Prus', 100, 'm1'), (2, 'Solaris', " + huge + ", 100, 'm2' || " + huge + ")");
			statement.execute("INSERT INTO page_stat_data VALUES (1, 1, 1700000000, 60, 100), "
					+ "(2, 2, 1700100000, 60, 100), (2, 'x' || " + huge + ", 1700200000, 60, 100)");
		});
		History history = read(content);
		assertThat(history.books()).hasSize(2);
		assertThat(history.rejected()).singleElement().satisfies(row -> assertThat(row.cells().get(1)).hasSize(100));
	}

	/** Checks a file as an upload is checked, and reads it as a preview does. */
	private static History read(byte[] content) {
		try (Scratch scratch = new Scratch()) {
			List<Upload> checked = Histories.FILES.check(List.of(new Upload("plik", content)), scratch);
			ParseContext context = new ParseContext(ZoneId.of("Europe/Warsaw"), Instant.parse("2026-11-22T12:00:00Z"),
					Choices.of(null), 40, Map.of());
			return Histories.FILES.open(List.of(new StoredFile(checked.getFirst(), null)))
				.histories()
				.getFirst()
				.read(context);
		}
	}

	private static Supplier<List<Upload>> files(String name, Supplier<byte[]> content) {
		return () -> Collections.singletonList(new Upload(name, content.get()));
	}

	private static RecognisedFiles open(byte[]... contents) {
		return Histories.FILES
			.open(Stream.of(contents).map(content -> new StoredFile(new Upload("a.csv", content), null)).toList());
	}

	private static byte[] books(int first, int count) {
		return HistoryFile.bytes(HistoryFile.STORYGRAPH + IntStream.range(first, first + count)
			.mapToObj(i -> "Tom %d,Autor,,,,to-read,2026/01/01%n".formatted(i))
			.collect(Collectors.joining()));
	}

	private static byte[] lines(int count) {
		return HistoryFile.bytes(HistoryFile.HEADER + "a,\n".repeat(count));
	}

}
