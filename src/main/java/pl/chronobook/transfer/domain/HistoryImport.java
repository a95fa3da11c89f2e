package pl.chronobook.transfer.domain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.reading.ReadingArchive.Outcome;
import pl.chronobook.transfer.domain.HistoryFiles.CsvFile;
import pl.chronobook.transfer.domain.HistoryFiles.HistoryFile;
import pl.chronobook.transfer.domain.HistoryFiles.Opened;
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

	private final Imports imports;

	private final ParsingTurns turns;

	private final LengthLookups lookups;

	private final Catalog catalog;

	private final ReadingArchive archive;

	private final Readers readers;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final TransactionTemplate ownTransaction;

	private final Clock clock;

	HistoryImport(HistoryFiles files, Imports imports, ParsingTurns turns, LengthLookups lookups, Catalog catalog,
			ReadingArchive archive, Readers readers, ApplicationEventPublisher events,
			PlatformTransactionManager transactions, Clock clock) {
		this.files = files;
		this.imports = imports;
		this.turns = turns;
		this.lookups = lookups;
		this.catalog = catalog;
		this.archive = archive;
		this.readers = readers;
		this.events = events;
		this.transaction = new TransactionTemplate(transactions);
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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
		if (uploads.stream().mapToLong(upload -> upload.content().length).sum() > MAX_BYTES) {
			throw new UnreadableFileException(FileProblem.TOO_LARGE);
		}
		List<Upload> checked = this.turns.inTurn(() -> this.files.check(uploads));
		return this.imports.replace(reader, checked, this.clock.instant());
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
		return this.turns.inTurn(() -> {
			Opened opened = this.files.open(this.imports.files(id));
			List<CsvFile> unexplained = opened.unexplained();
			if (!unexplained.isEmpty()) {
				return new Preview(id, null, List.of(), unexplained.stream().map(HistoryImport::question).toList(),
						new Outcome(new ReadingArchive.Added(0, 0, 0), new ReadingArchive.Added(0, 0, 0), 0, 0, 0));
			}
			HistoryFormat.Reading reading = reading(reader, choices, opened);
			List<Preview.FilePreview> histories = opened.histories()
				.stream()
				.map(file -> new Preview.FilePreview(file.number(), file.name(), file.format(), file.isOwn(),
						file.read(reading)))
				.toList();
			Shelf shelf = shelf(reader);
			histories.forEach(file -> shelf.take(file.history().books(), file.own()));
			return new Preview(id, choices.person(), histories, List.of(),
					this.archive.preview(reader, shelf.previewed()));
		});
	}

	/**
	 * Says what the columns of one of the files mean.
	 * @return whether that will do
	 */
	@Transactional
	public boolean explain(ReaderId reader, ImportId id, int number, ColumnMapping mapping) {
		if (this.imports.lock(reader, id).map(row -> row.status().state()).orElse(null) != State.WAITING) {
			throw new NoSuchImportException(id);
		}
		Optional<CsvFile> file = this.files.open(this.imports.files(id))
			.unexplained()
			.stream()
			.filter(csv -> csv.number() == number)
			.findFirst();
		if (file.isEmpty()) {
			throw new NoSuchImportException(id);
		}
		if (!mapping.isUsable(file.get().table().headerCells().size())) {
			return false;
		}
		this.imports.explain(id, number, mapping);
		return true;
	}

	/**
	 * The rows of a file that are, or were, left out.
	 * @param number which file, from 1
	 * @throws NoSuchImportException if it is not this reader's, or the file is kept no
	 * more
	 */
	public RejectedRows rejected(ReaderId reader, ImportId id, int number, Choices choices) {
		Imports.Row row = find(reader, id);
		if (!row.readable()) {
			throw new NoSuchImportException(id);
		}
		Choices made = (row.status().state() == State.WAITING) ? choices : row.choices();
		return this.turns.inTurn(() -> {
			Opened opened = this.files.open(this.imports.files(id));
			return opened.histories()
				.stream()
				.filter(file -> file.number() == number)
				.findFirst()
				.orElseThrow(() -> new NoSuchImportException(id))
				.rejected(reading(reader, made, opened));
		});
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
		Choices made = (row.status().state() == State.FAILED) ? row.choices() : choices;
		if (!this.turns.inTurn(() -> isReady(reader, id, made))) {
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
		this.archive.takeBack(reader, new BatchId(id.value()));
		Imports.CatalogChange change = this.imports.catalogChange(id);
		Set<BookId> listed = this.archive.listed(reader).stream().map(ListedBook::book).collect(Collectors.toSet());
		this.catalog.takeBack(reader, change.added().stream().filter(book -> !listed.contains(book)).toList(),
				change.lengthened());
		this.imports.markUndone(id);
	}

	/** Carries out a confirmed import; one that was carried out already is left alone. */
	void carryOut(ImportId id) {
		Imports.Row row = this.imports.find(id).orElse(null);
		if (row == null || row.status().state() != State.CONFIRMED) {
			return;
		}
		ReaderId reader = row.reader();
		List<History> histories = new ArrayList<>();
		List<Boolean> own = new ArrayList<>();
		this.turns.inLongTurn(() -> {
			Opened opened = this.files.open(this.imports.files(id));
			HistoryFormat.Reading reading = reading(reader, row.choices(), opened);
			for (HistoryFile file : opened.histories()) {
				histories.add(file.read(reading));
				own.add(file.isOwn());
			}
			return true;
		});
		this.transaction.executeWithoutResult(status -> {
			this.imports.takeTurn(id);
			if (this.imports.find(id).map(now -> now.status().state()).orElse(null) == State.CONFIRMED) {
				store(id, reader, histories, own);
			}
		});
	}

	private void store(ImportId id, ReaderId reader, List<History> histories, List<Boolean> own) {
		Shelf shelf = shelf(reader);
		for (int i = 0; i < histories.size(); i++) {
			shelf.take(histories.get(i).books(), own.get(i));
		}
		int total = histories.stream().mapToInt(history -> history.books().size()).sum();
		Catalog.Stored stored = this.catalog.store(reader, shelf.fresh());
		Outcome outcome = this.archive.add(reader, shelf.archived(book -> idOf(stored, book)), new BatchId(id.value()),
				done -> this.ownTransaction.executeWithoutResult(status -> this.imports.report(id, done, total)));
		this.lookups.ask(reader, stored.added());
		this.imports.markDone(id, outcome.added(),
				histories.stream().mapToInt(history -> history.rejected().size()).sum(), stored.added(),
				stored.lengthened(), this.clock.instant());
	}

	/** Lets go of an import that went wrong; the reader may try again. */
	void giveUp(ImportId id) {
		this.imports.markFailed(id);
	}

	/** Adds a history to a reader's list. */
	@Transactional
	Outcome add(ReaderId reader, List<ImportedBook> books) {
		Shelf shelf = shelf(reader);
		shelf.take(books, true);
		Catalog.Stored stored = this.catalog.store(reader, shelf.fresh());
		IntConsumer nobody = done -> {
		};
		return this.archive.add(reader, shelf.archived(book -> idOf(stored, book)), new BatchId(UUID.randomUUID()),
				nobody);
	}

	@Scheduled(fixedDelayString = "PT1H")
	void discardForgotten() {
		Instant now = this.clock.instant();
		this.imports.dropContentsBefore(now.minus(FILES_KEPT));
		this.imports.deleteFinishedBefore(now.minus(UNDO_TIME));
	}

	private boolean isReady(ReaderId reader, ImportId id, Choices choices) {
		Opened opened = this.files.open(this.imports.files(id));
		HistoryFormat.Reading reading = reading(reader, choices, opened);
		return opened.unexplained().isEmpty() && opened.histories()
			.stream()
			.filter(file -> file.format().equals(SessionsCsv.NAME))
			.allMatch(file -> file.read(reading).readers().isEmpty());
	}

	private Shelf shelf(ReaderId reader) {
		List<ListedBook> listed = this.archive.listed(reader);
		Map<BookId, Book> editions = this.catalog.find(reader, listed.stream().map(ListedBook::book).toList());
		return new Shelf(listed, editions);
	}

	private static BookId idOf(Catalog.Stored stored, NewBook book) {
		return Objects.requireNonNull(stored.books().get(book)).id();
	}

	private static Preview.Question question(CsvFile file) {
		List<List<String>> rows = new ArrayList<>();
		int width = file.table().headerCells().size();
		file.table().read(row -> {
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

	private HistoryFormat.Reading reading(ReaderId reader, Choices choices, Opened opened) {
		return new HistoryFormat.Reading(this.readers.get(reader).zone(), this.clock.instant(), choices,
				this.archive.pagesPerHour(reader).orElse(HistoryFormat.Reading.USUAL_PACE), opened.titles());
	}

}
