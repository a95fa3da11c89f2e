package pl.chronobook.transfer.incoming;

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
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.account.Addition;
import pl.chronobook.transfer.account.Belongings;
import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.Limits;
import pl.chronobook.transfer.file.RejectedRows;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.file.WorkLimit;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.mapped.ColumnMapping;
import pl.chronobook.transfer.format.mapped.MappedCsv;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.incoming.HistoryStore.FileBooks;
import pl.chronobook.transfer.recognition.HistoryFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.CsvFile;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;

/**
 * Imports histories: files are uploaded, previewed, imported in the background after the
 * reader's confirmation, and can be undone. Between the steps they are stored in the
 * database, so that any replica can carry out the next one.
 */
@Service
public class HistoryImport {

	/** The time for which files are kept, before and after the import. */
	private static final Duration FILES_KEPT = Duration.ofHours(24);

	/**
	 * The longest time for the check of an upload, whose client waits for the answer. A
	 * large history takes a second, and several on a busy machine.
	 */
	private static final Duration CHECK_TIME = Duration.ofSeconds(10);

	private static final int SAMPLE_ROWS = 3;

	private static final int RECENT = 10;

	private final HistoryFiles files;

	private final HistoryStore store;

	private final Belongings belongings;

	private final Imports imports;

	private final ParsingTurns turns;

	private final LengthLookups lookups;

	private final ImportRunner runner;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	HistoryImport(HistoryFiles files, HistoryStore store, Belongings belongings, Imports imports, ParsingTurns turns,
			LengthLookups lookups, ImportRunner runner, ApplicationEventPublisher events,
			TransactionTemplate transaction, Clock clock) {
		this.files = files;
		this.store = store;
		this.belongings = belongings;
		this.imports = imports;
		this.turns = turns;
		this.lookups = lookups;
		this.runner = runner;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Checks files and stores them until they are confirmed; they replace the reader's
	 * unconfirmed ones.
	 * @throws UnreadableFileException if one of them cannot be imported
	 * @throws ImportsBusyException if too many readers are importing
	 */
	public ImportId upload(ReaderId reader, List<Upload> uploads) {
		if (uploads.isEmpty()) {
			throw new UnreadableFileException(FileProblem.NO_FILE);
		}
		if (uploads.stream().mapToLong(upload -> upload.size()).sum() > Limits.MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		try (Scratch scratch = new Scratch()) {
			List<Upload> checked = this.turns.inTurn(reader,
					() -> WorkLimit.within(CHECK_TIME, () -> this.files.check(uploads, scratch)));
			return this.imports.replace(reader, checked, scratch, this.clock.instant());
		}
	}

	/** Returns the number of the reader's books whose length is still to be looked up. */
	public int lengthsAwaited(ReaderId reader) {
		return this.lookups.waiting(reader);
	}

	/** Lists the reader's imports, the newest first. */
	public List<ImportStatus> recent(ReaderId reader) {
		return this.imports.newest(reader, RECENT).stream().map(Imports.StoredImport::status).toList();
	}

	/**
	 * Returns the state of an import.
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	public ImportStatus status(ReaderId reader, ImportId id) {
		return find(reader, id).status();
	}

	/**
	 * Previews the changes of an import without making them.
	 * @param choices the reader's decisions so far
	 * @throws NoSuchImportException if it is not this reader's, or no longer waits
	 */
	public Preview preview(ReaderId reader, ImportId id, Choices choices) {
		if (find(reader, id).status().state() != ImportState.WAITING) {
			throw new NoSuchImportException(id);
		}
		return reading(reader, id, opened -> {
			List<CsvFile> unexplained = opened.unexplained();
			if (!unexplained.isEmpty()) {
				return new Preview(id, null, List.of(), unexplained.stream().map(HistoryImport::question).toList(),
						Outcome.NOTHING, List.of(), List.of(), 0);
			}
			ParseContext reading = this.store.parseContext(reader, choices, opened);
			List<Preview.FilePreview> histories = opened.read(reading,
					(file, history) -> new Preview.FilePreview(file.number(), file.name(), file.format(), file.isOwn(),
							history));
			List<FileBooks> books = histories.stream()
				.map(file -> new FileBooks(file.history().books(), file.own()))
				.toList();
			Belongings.AdditionsPreview found = this.belongings.preview(reader, opened.accounts());
			HistoryStore.Previewed previewed = this.store.preview(reader, books);
			Outcome outcome = previewed.outcome();
			List<Addition> gains = new ArrayList<>(found.gains());
			if (previewed.opinions() > 0) {
				gains.add(new Addition(BookOpinions.PART, "books", previewed.opinions()));
			}
			List<String> titles = books.stream()
				.flatMap(file -> file.books().stream())
				.map(book -> book.book().title())
				.toList();
			return new Preview(id, choices.person(), histories, List.of(), outcome, gains,
					outcome.leftOut().stream().map(titles::get).toList(), found.unreadable());
		});
	}

	/**
	 * Stores the meaning of the columns of one of the files.
	 * @return whether the file can be read with it
	 */
	public boolean explain(ReaderId reader, ImportId id, int number, ColumnMapping mapping) {
		if (find(reader, id).status().state() != ImportState.WAITING) {
			throw new NoSuchImportException(id);
		}
		int columns = reading(reader, id,
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
			if (this.imports.lock(reader, id).map(row -> row.status().state()).orElse(null) != ImportState.WAITING) {
				throw new NoSuchImportException(id);
			}
			this.imports.explain(id, number, mapping);
		});
		return true;
	}

	/**
	 * Writes the rejected rows of a file.
	 * @param number the number of the file, from 1
	 * @param texts the texts of the file
	 * @param output the target, opened only if there is something to write
	 * @throws NoSuchImportException if it is not this reader's, or the file is no longer
	 * stored
	 */
	public void writeRejected(ReaderId reader, ImportId id, int number, Choices choices, RejectedRows.Texts texts,
			Output output) throws IOException {
		Imports.StoredImport row = find(reader, id);
		if (!row.readable()) {
			throw new NoSuchImportException(id);
		}
		Choices made = (row.status().state() == ImportState.WAITING) ? choices : row.choices();
		// Rows are buffered on the disk, so that a slow download does not occupy a turn
		try (Scratch scratch = new Scratch()) {
			Path csv = scratch.next();
			reading(reader, id, opened -> {
				RejectedRows rejected = opened.histories()
					.stream()
					.filter(file -> file.number() == number)
					.findFirst()
					.orElseThrow(() -> new NoSuchImportException(id))
					.rejected(this.store.parseContext(reader, made, opened));
				try (Writer out = Files.newBufferedWriter(csv)) {
					rejected.write(texts, out);
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
	 * Confirms an import, which is carried out atomically in the background. Idempotent,
	 * also for concurrent calls.
	 * @return false if something must be chosen or explained first
	 * @throws NoSuchImportException if it is not this reader's, or was replaced
	 */
	public boolean confirm(ReaderId reader, ImportId id, Choices choices) {
		Imports.StoredImport row = find(reader, id);
		if (!isConfirmable(row)) {
			return true;
		}
		if (!row.readable()) {
			throw new NoSuchImportException(id);
		}
		Choices made = (row.status().state() == ImportState.FAILED) ? row.choices() : choices;
		if (!reading(reader, id, opened -> isReady(reader, opened, made))) {
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

	/**
	 * Carries out an import before it returns, unless something must be chosen or
	 * explained first. If the process is killed meanwhile, the import is resumed in the
	 * background.
	 * @return whether it was carried out
	 */
	public boolean carryOutNow(ReaderId reader, ImportId id) {
		Choices none = Choices.of(null);
		if (!reading(reader, id, opened -> isReady(reader, opened, none))) {
			return false;
		}
		this.transaction.executeWithoutResult(status -> {
			if (isConfirmable(this.imports.lock(reader, id).orElseThrow(() -> new NoSuchImportException(id)))) {
				this.imports.markConfirmed(id, none);
			}
		});
		this.runner.run(id);
		return status(reader, id).state() == ImportState.DONE;
	}

	private static boolean isConfirmable(Imports.StoredImport row) {
		return row.status().state() == ImportState.WAITING || row.status().state() == ImportState.FAILED;
	}

	/** Discards the files of an unconfirmed import. */
	public void discard(ReaderId reader, ImportId id) {
		if (this.imports.delete(reader, id) == 0) {
			throw new NoSuchImportException(id);
		}
	}

	/**
	 * Undoes an import: all its additions are reverted, except where the reader has
	 * changed them since. Idempotent.
	 * @throws NoSuchImportException if it is not this reader's, or was not carried out
	 */
	@Transactional
	public void undo(ReaderId reader, ImportId id) {
		Imports.StoredImport row = this.imports.lock(reader, id).orElseThrow(() -> new NoSuchImportException(id));
		if (row.status().state() == ImportState.UNDONE) {
			return;
		}
		if (row.status().state() != ImportState.DONE) {
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
		this.imports.deleteFinishedBefore(now.minus(ReadingArchive.UNDO_TIME));
	}

	private boolean isReady(ReaderId reader, RecognisedFiles opened, Choices choices) {
		ParseContext reading = this.store.parseContext(reader, choices, opened);
		return opened.unexplained().isEmpty() && opened.histories()
			.stream()
			.filter(file -> file.format() == Format.SESSIONS)
			.allMatch(file -> file.read(reading).readers().isEmpty());
	}

	/** Opens the files of an import in a turn of the reader. */
	private <T> T reading(ReaderId reader, ImportId id, Function<RecognisedFiles, T> work) {
		return this.turns.inTurn(reader, () -> WorkLimit.within(ParsingTurns.READING_TIME, () -> {
			try (Scratch scratch = new Scratch()) {
				return work.apply(this.files.open(this.imports.files(id, scratch)));
			}
		}));
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

	private Imports.StoredImport find(ReaderId reader, ImportId id) {
		return this.imports.find(reader, id).orElseThrow(() -> new NoSuchImportException(id));
	}

	/**
	 * The target of a file.
	 */
	@FunctionalInterface
	public interface Output {

		/** Opens the target; its creator closes it. */
		OutputStream open() throws IOException;

	}

}
