package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.domain.HistoryFiles.CsvFile;
import pl.chronobook.transfer.domain.HistoryFiles.Opened;
import pl.chronobook.transfer.domain.HistoryStore.Told;
import pl.chronobook.transfer.domain.ImportStatus.State;

/**
 * Brings histories in: files are uploaded, previewed, imported in the background when
 * their reader says so, and taken back if the reader changes their mind. Between the
 * steps they wait in the database, so any replica can take the next one.
 */
@Service
public class HistoryImport {

	public static final int MAX_BYTES = 50 * 1024 * 1024;

	/** How long files are kept, before the import and after it. */
	private static final Duration FILES_KEPT = Duration.ofHours(24);

	/** How long an import can be undone. */
	private static final Duration UNDO_TIME = Duration.ofDays(30);

	private static final int SAMPLE_ROWS = 3;

	private static final int RECENT = 10;

	private final HistoryFiles files;

	private final HistoryStore store;

	private final Belongings belongings;

	private final Imports imports;

	private final ParsingTurns turns;

	private final LengthLookups lookups;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	HistoryImport(HistoryFiles files, HistoryStore store, Belongings belongings, Imports imports, ParsingTurns turns,
			LengthLookups lookups, ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
		this.files = files;
		this.store = store;
		this.belongings = belongings;
		this.imports = imports;
		this.turns = turns;
		this.lookups = lookups;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Keeps files until they are confirmed, in the place of the reader's last ones.
	 * @throws UnreadableFileException if one of them cannot be imported
	 * @throws ImportsBusyException if too many readers import just now
	 */
	public ImportId upload(ReaderId reader, List<Upload> uploads) {
		if (uploads.isEmpty()) {
			throw new UnreadableFileException(FileProblem.NO_FILE);
		}
		if (uploads.stream().mapToLong(upload -> upload.size()).sum() > MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		try (Scratch scratch = new Scratch()) {
			List<Upload> checked = this.turns.inTurn(() -> this.files.check(uploads, scratch));
			return this.imports.replace(reader, checked, scratch, this.clock.instant());
		}
	}

	/** How many books of the reader the catalog is still to be asked about. */
	public int lengthsAwaited(ReaderId reader) {
		return this.lookups.waiting(reader);
	}

	/** The reader's imports, the newest first. */
	public List<ImportStatus> recent(ReaderId reader) {
		return this.imports.newest(reader, RECENT).stream().map(Imports.Row::status).toList();
	}

	/**
	 * How far an import is.
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	public ImportStatus status(ReaderId reader, ImportId id) {
		return find(reader, id).status();
	}

	/**
	 * Says what an import would bring, changing nothing.
	 * @param choices what the reader has decided so far
	 * @throws NoSuchImportException if it is not this reader's, or does not wait any more
	 */
	public Preview preview(ReaderId reader, ImportId id, Choices choices) {
		if (find(reader, id).status().state() != State.WAITING) {
			throw new NoSuchImportException(id);
		}
		return reading(id, opened -> {
			List<CsvFile> unexplained = opened.unexplained();
			if (!unexplained.isEmpty()) {
				return new Preview(id, null, List.of(), unexplained.stream().map(HistoryImport::question).toList(),
						Outcome.NOTHING, List.of(), 0);
			}
			HistoryFormat.Reading reading = this.store.reading(reader, choices, opened);
			List<Preview.FilePreview> histories = opened.histories()
				.stream()
				.map(file -> new Preview.FilePreview(file.number(), file.name(), file.format(), file.isOwn(),
						file.read(reading)))
				.toList();
			List<Told> told = histories.stream().map(file -> new Told(file.history().books(), file.own())).toList();
			Belongings.Found found = this.belongings.preview(reader, opened.accounts());
			return new Preview(id, choices.person(), histories, List.of(), this.store.preview(reader, told),
					found.gains(), found.unreadable());
		});
	}

	/**
	 * Says what the columns of one of the files mean.
	 * @return whether that will do
	 */
	public boolean explain(ReaderId reader, ImportId id, int number, ColumnMapping mapping) {
		if (find(reader, id).status().state() != State.WAITING) {
			throw new NoSuchImportException(id);
		}
		int columns = reading(id,
				opened -> opened.unexplained()
					.stream()
					.filter(csv -> csv.number() == number)
					.findFirst()
					.map(csv -> csv.table().headerCells().size())
					.orElseThrow(() -> new NoSuchImportException(id)));
		if (!mapping.isUsable(columns)) {
			return false;
		}
		this.transaction.executeWithoutResult(status -> {
			if (this.imports.lock(reader, id).map(row -> row.status().state()).orElse(null) != State.WAITING) {
				throw new NoSuchImportException(id);
			}
			this.imports.explain(id, number, mapping);
		});
		return true;
	}

	/**
	 * Writes down the rows of a file that are, or were, left out.
	 * @param number which file, from 1
	 * @param reasons what to call a problem
	 * @param output where to, asked for once it is known that there is something
	 * @throws NoSuchImportException if it is not this reader's, or the file is kept no
	 * more
	 */
	public void writeRejected(ReaderId reader, ImportId id, int number, Choices choices,
			Function<RowProblem, String> reasons, Output output) throws IOException {
		Imports.Row row = find(reader, id);
		if (!row.readable()) {
			throw new NoSuchImportException(id);
		}
		Choices made = (row.status().state() == State.WAITING) ? choices : row.choices();
		// who downloads slowly shall not keep others from reading
		try (Scratch scratch = new Scratch()) {
			Path csv = scratch.next();
			reading(id, opened -> {
				RejectedRows rejected = opened.histories()
					.stream()
					.filter(file -> file.number() == number)
					.findFirst()
					.orElseThrow(() -> new NoSuchImportException(id))
					.rejected(this.store.reading(reader, made, opened));
				try (Writer out = Files.newBufferedWriter(csv)) {
					rejected.write(reasons, out);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				return csv;
			});
			Files.copy(csv, output.open());
		}
	}

	/**
	 * Has an import carried out in the background, all or nothing. Doing so again, even
	 * at the same time, adds nothing.
	 * @return false if something must be chosen or explained first
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	public boolean confirm(ReaderId reader, ImportId id, Choices choices) {
		Imports.Row row = find(reader, id);
		if (!isConfirmable(row)) {
			return true;
		}
		if (!row.readable()) {
			throw new NoSuchImportException(id);
		}
		Choices made = (row.status().state() == State.FAILED) ? row.choices() : choices;
		if (!reading(id, opened -> isReady(reader, opened, made))) {
			return false;
		}
		this.transaction.executeWithoutResult(status -> {
			if (isConfirmable(this.imports.lock(reader, id).orElseThrow(() -> new NoSuchImportException(id)))) {
				this.imports.markConfirmed(id, made);
				this.events.publishEvent(new ImportConfirmed(id));
			}
		});
		return true;
	}

	private static boolean isConfirmable(Imports.Row row) {
		return row.status().state() == State.WAITING || row.status().state() == State.FAILED;
	}

	/** Throws files away. */
	public void discard(ReaderId reader, ImportId id) {
		if (this.imports.delete(reader, id) == 0) {
			throw new NoSuchImportException(id);
		}
	}

	/**
	 * Takes an import back: everything is as if it had never been, but for what the
	 * reader has changed since. Again changes nothing.
	 * @throws NoSuchImportException if it is not this reader's, or was not carried out
	 */
	@Transactional
	public void undo(ReaderId reader, ImportId id) {
		Imports.Row row = this.imports.lock(reader, id).orElseThrow(() -> new NoSuchImportException(id));
		if (row.status().state() == State.UNDONE) {
			return;
		}
		if (row.status().state() != State.DONE) {
			throw new NoSuchImportException(id);
		}
		this.belongings.takeBack(reader, this.imports.receipts(id));
		Imports.CatalogChange change = this.imports.catalogChange(id);
		this.store.takeBack(reader, new BatchId(id.value()), change.added(), change.lengthened());
		this.imports.markUndone(id);
	}

	@Scheduled(fixedDelayString = "PT1H")
	void discardForgotten() {
		Instant now = this.clock.instant();
		this.imports.dropContentsBefore(now.minus(FILES_KEPT));
		this.imports.deleteFinishedBefore(now.minus(UNDO_TIME));
	}

	private boolean isReady(ReaderId reader, Opened opened, Choices choices) {
		HistoryFormat.Reading reading = this.store.reading(reader, choices, opened);
		return opened.unexplained().isEmpty() && opened.histories()
			.stream()
			.filter(file -> file.format().equals(SessionsCsv.NAME))
			.allMatch(file -> file.read(reading).readers().isEmpty());
	}

	/** Opens the files of an import when it is their turn. */
	private <T> T reading(ImportId id, Function<Opened, T> work) {
		return this.turns.inTurn(() -> {
			try (Scratch scratch = new Scratch()) {
				return work.apply(this.files.open(this.imports.files(id, scratch)));
			}
		});
	}

	private static Preview.Question question(CsvFile file) {
		List<List<String>> rows = new ArrayList<>();
		int width = file.table().headerCells().size();
		file.table().forEach(row -> {
			if (rows.size() < SAMPLE_ROWS) {
				List<String> cells = new ArrayList<>();
				for (int i = 0; i < width; i++) {
					cells.add(row.get(i));
				}
				rows.add(cells);
			}
		});
		ColumnMapping guess = (file.kind() instanceof MappedCsv mapped) ? mapped.mapping()
				: ColumnMapping.guess(List.of());
		return new Preview.Question(file.number(), file.name(), file.table().headerCells(), rows, guess);
	}

	private Imports.Row find(ReaderId reader, ImportId id) {
		return this.imports.find(reader, id).orElseThrow(() -> new NoSuchImportException(id));
	}

	/**
	 * Where a file is written to.
	 */
	@FunctionalInterface
	public interface Output {

		/** Opens it; whoever made it closes it. */
		OutputStream open() throws IOException;

	}

}
