package pl.chronobook.transfer.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.format.chronobook.ChronoBookCsv;
import pl.chronobook.transfer.format.goodreads.GoodreadsCsv;
import pl.chronobook.transfer.format.kindle.KindleCsv;
import pl.chronobook.transfer.format.sessions.SessionsCsv;
import pl.chronobook.transfer.format.storygraph.StoryGraphCsv;
import pl.chronobook.transfer.recognition.HistoryFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Archives, honest and hostile.
 */
class ArchivesTests {

	@AutoClose
	private static final Scratch SCRATCH = new Scratch();

	private static final HistoryFiles FILES = new HistoryFiles(List.of(new ChronoBookCsv(), new SessionsCsv(),
			new GoodreadsCsv(), new StoryGraphCsv(), new KindleCsv.Insights(), new KindleCsv.Devices()));

	private static final byte[] SESSIONS = HistoryFile.bytes(HistoryFile.sessions(5, 1));

	@Test
	void archivesAreUnpackedWithoutIrrelevantFiles() {
		byte[] archive = HistoryFile.zip(Map.of("Kindle/a.csv", SESSIONS, "../../etc/passwd", SESSIONS, "x.txt",
				HistoryFile.bytes("dzień dobry"), "zip.zip", HistoryFile.zip(Map.of("a.csv", SESSIONS))));
		assertThat(FILES.check(List.of(new Upload("a.zip", archive)), SCRATCH)).extracting(Upload::name)
			.containsExactlyInAnyOrder("a.csv", "passwd");
	}

	@Test
	void titlesAreCollectedFromAThousandFiles() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("Kindle.Devices.ReadingSession.csv", HistoryFile.bytes(
				HistoryFile.KINDLE_DEVICES + "2024-05-01T20:00:00Z,2024-05-01T21:00:00Z,B700,EBOK,EINK,3600000,55\n"));
		for (int i = 0; i < 1_000; i++) {
			files.put("Digital.Content.Ownership." + i + ".json", HistoryFile
				.bytes("{\"resource\":{\"ASIN\":\"B%d\",\"Product Name\":\"Tytuł \\\"%d\\\"\"}}".formatted(i, i)));
		}
		List<Upload> kept = FILES.check(List.of(new Upload("kindle.zip", HistoryFile.zip(files))), SCRATCH);
		assertThat(kept).hasSize(2);
		assertThat(FILES.open(kept.stream().map(file -> new HistoryFiles.StoredFile(file, null)).toList()).titles())
			.hasSize(1_000)
			.containsEntry("B700", "Tytuł \"700\"");
	}

	@Test
	void archiveBombIsRefusedBeforeUnpacking() {
		byte[] zeros = new byte[Limits.MAX_BYTES];
		Arrays.fill(zeros, (byte) 'a');
		Map<String, byte[]> bomb = new LinkedHashMap<>();
		for (int i = 0; i < 5; i++) {
			bomb.put(i + ".csv", zeros);
		}
		byte[] archive = HistoryFile.zip(bomb);
		assertThat(archive.length).isLessThan(1_000_000);
		refused(archive, FileProblem.ZIP_BOMB);
		byte[] one = HistoryFile.zip(Map.of("a.csv", Arrays.copyOf(zeros, zeros.length + 1)));
		refused(one, FileProblem.ZIP_BOMB);
	}

	@Test
	void tooManyFilesAreRefused() {
		Map<String, byte[]> many = new LinkedHashMap<>();
		for (int i = 0; i <= 20_000; i++) {
			many.put(String.valueOf(i), new byte[0]);
		}
		refused(HistoryFile.zip(many), FileProblem.ZIP_BOMB);
		many.clear();
		for (int i = 0; i <= HistoryFiles.MAX_FILES; i++) {
			many.put(i + ".csv", SESSIONS);
		}
		refused(HistoryFile.zip(many), FileProblem.TOO_MANY_FILES);
	}

	@Test
	void spreadsheetsAndDamagedArchivesAreDistinguished() {
		refused(HistoryFile.zip(Map.of("[Content_Types].xml", new byte[0], "xl/a.xml", new byte[0])),
				FileProblem.SPREADSHEET);
		byte[] whole = HistoryFile.zip(Map.of("a.csv", HistoryFile.bytes(HistoryFile.sessions(5_000, 3))));
		refused(Arrays.copyOf(whole, whole.length / 2), FileProblem.ZIP_DAMAGED);
		refused(HistoryFile.zip(Map.of("a.txt", HistoryFile.bytes("x"))), FileProblem.ZIP_WITHOUT_HISTORY);
	}

	@Test
	void archiveWithAPasswordIsRefusedWithThatReason() {
		byte[] archive = HistoryFile.zip(Map.of("a.csv", SESSIONS));
		refused(HistoryFile.withPassword(archive), FileProblem.ZIP_WITH_PASSWORD);
	}

	private static void refused(byte[] archive, FileProblem problem) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> FILES.check(List.of(new Upload("a.zip", archive)), SCRATCH))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem));
	}

}
