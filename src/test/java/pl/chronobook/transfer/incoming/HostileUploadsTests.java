package pl.chronobook.transfer.incoming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.TestReaders;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.TransferTest;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.Choices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader who keeps uploading archives that are made to waste processor time, several at
 * once, does not prevent another reader's import.
 */
@TransferTest
class HostileUploadsTests {

	private static final int ATTACKS_AT_ONCE = 4;

	/** The check of an upload times out after ten seconds. */
	private static final Duration CHECK = Duration.ofSeconds(12);

	@Autowired
	private HistoryImport imports;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void importFinishesDuringHostileUploads() throws Exception {
		Duration usual = timeToImport(TestReaders.create(this.jdbc));
		ReaderId attacker = TestReaders.create(this.jdbc);
		byte[] bomb = bomb();
		AtomicBoolean over = new AtomicBoolean();
		List<Refusal> refusals = new ArrayList<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(ATTACKS_AT_ONCE)) {
			List<Future<List<Refusal>>> running = IntStream.range(0, ATTACKS_AT_ONCE)
				.mapToObj(i -> executor.submit(() -> attack(attacker, bomb, over)))
				.toList();
			Duration beside;
			try {
				beside = timeToImport(TestReaders.create(this.jdbc));
			}
			finally {
				over.set(true);
			}
			for (Future<List<Refusal>> attack : running) {
				refusals.addAll(attack.get());
			}
			assertThat(beside).as("usually %s", usual).isLessThan(usual.multipliedBy(5).plus(CHECK.multipliedBy(2)));
		}
		assertThat(refusals).isNotEmpty()
			.allSatisfy(refusal -> assertThat(refusal.problem()).isIn(FileProblem.ZIP_BOMB, FileProblem.TOO_MANY_LINES,
					FileProblem.TOO_MUCH_WORK))
			// Each upload waits for the earlier ones
			.allSatisfy(refusal -> assertThat(refusal.took()).isLessThan(CHECK.multipliedBy(ATTACKS_AT_ONCE + 1)));
	}

	private List<Refusal> attack(ReaderId attacker, byte[] bomb, AtomicBoolean over) {
		List<Refusal> refusals = new ArrayList<>();
		do {
			long begun = System.nanoTime();
			try {
				this.imports.upload(attacker, List.of(new Upload("historia.zip", bomb)));
			}
			catch (UnreadableFileException ex) {
				refusals.add(new Refusal(ex.problem(), Duration.ofNanos(System.nanoTime() - begun)));
			}
		}
		while (!over.get());
		return refusals;
	}

	private Duration timeToImport(ReaderId reader) {
		long begun = System.nanoTime();
		ImportId id = this.imports.upload(reader,
				List.of(new Upload("goodreads.csv", HistoryFile.bytes(HistoryFile.goodreads(500)))));
		assertThat(this.imports.confirm(reader, id, Choices.of(null))).isTrue();
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.imports.status(reader, id).state(), state -> state == ImportState.DONE);
		return Duration.ofNanos(System.nanoTime() - begun);
	}

	/** Five tables of twelve million lines in 240 kB. */
	private static byte[] bomb() {
		byte[] lines = HistoryFile.bytes(HistoryFile.HEADER + "a,\n".repeat(12_000_000));
		Map<String, byte[]> entries = new LinkedHashMap<>();
		IntStream.range(0, 5).forEach(i -> entries.put(i + ".csv", lines));
		return HistoryFile.zip(entries);
	}

	/**
	 * The refusal of a hostile upload.
	 *
	 * @param problem the reason that the reader is shown
	 * @param took the time until then, with the wait for a turn
	 */
	private record Refusal(FileProblem problem, Duration took) {
	}

}
