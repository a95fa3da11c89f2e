package pl.chronobook.transfer.incoming;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.task.TaskExecutor;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.transfer.ImportId;
import pl.chronobook.transfer.ImportState;
import pl.chronobook.transfer.account.Belongings;
import pl.chronobook.transfer.account.Belongings.Receipt;
import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.WorkLimit;
import pl.chronobook.transfer.format.chronobook.AccountJson;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.incoming.HistoryStore.Stored;
import pl.chronobook.transfer.incoming.HistoryStore.FileBooks;
import pl.chronobook.transfer.incoming.Imports.CatalogChange;
import pl.chronobook.transfer.recognition.HistoryFiles;
import pl.chronobook.transfer.recognition.HistoryFiles.RecognisedFiles;

/**
 * Carries out imports in the background, each in one transaction that holds a lock on the
 * import. The lock ends with its process, even if that is killed. So a confirmed import
 * without a lock was interrupted, and the next replica that polls resumes it.
 */
@Component
class ImportRunner {

	private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

	/** The most attempts: an import whose process died so often is probably the cause. */
	private static final int MOST_ATTEMPTS = 3;

	private final HistoryFiles files;

	private final HistoryStore store;

	private final Belongings belongings;

	private final LengthLookups lookups;

	private final Imports imports;

	private final ParsingTurns turns;

	private final TaskExecutor executor;

	private final TransactionTemplate transaction;

	private final TransactionTemplate ownTransaction;

	private final Clock clock;

	/**
	 * The imports that run or are queued in this process, so that none is queued twice.
	 */
	private final Set<ImportId> taken = ConcurrentHashMap.newKeySet();

	/**
	 * The readers with a running import in this process; their next one waits for another
	 * round.
	 */
	private final Set<ReaderId> busyReaders = ConcurrentHashMap.newKeySet();

	ImportRunner(HistoryFiles files, HistoryStore store, Belongings belongings, LengthLookups lookups, Imports imports,
			ParsingTurns turns, TaskExecutor applicationTaskExecutor, PlatformTransactionManager transactions,
			Clock clock) {
		this.files = files;
		this.store = store;
		this.belongings = belongings;
		this.lookups = lookups;
		this.imports = imports;
		this.turns = turns;
		this.executor = applicationTaskExecutor;
		this.transaction = new TransactionTemplate(transactions);
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.clock = clock;
	}

	@Async
	@TransactionalEventListener
	void on(ImportConfirmed event) {
		run(event.id());
	}

	/** Resumes interrupted imports, at the start and every few seconds. */
	@Scheduled(fixedDelayString = "PT10S")
	void resume() {
		this.imports.confirmed()
			.stream()
			.filter(id -> !this.taken.contains(id))
			.forEach(id -> this.executor.execute(() -> run(id)));
	}

	/** Carries out an import, unless it runs in this process already. */
	void run(ImportId id) {
		if (!this.taken.add(id)) {
			return;
		}
		try {
			this.imports.find(id).map(Imports.StoredImport::reader).ifPresent(reader -> run(id, reader));
		}
		catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException ex) {
			log.warn("Import {} was cut off, nothing of it is stored; it is taken up again", id.value(), ex);
		}
		catch (RuntimeException ex) {
			log.error("Import {} failed, nothing of it is stored", id.value(), ex);
			this.imports.markFailed(id);
		}
		finally {
			this.taken.remove(id);
		}
	}

	private void run(ImportId id, ReaderId reader) {
		if (!this.busyReaders.add(reader)) {
			return;
		}
		try {
			this.turns.inImport(() -> this.transaction.executeWithoutResult(status -> carryOut(id)));
		}
		finally {
			this.busyReaders.remove(reader);
		}
	}

	/**
	 * Carries out an import in a transaction; idempotent: one that is done, or runs
	 * elsewhere, is skipped.
	 */
	private void carryOut(ImportId id) {
		Imports.StoredImport row = this.imports.takeTurn(id) ? this.imports.find(id).orElse(null) : null;
		if (row == null || row.status().state() != ImportState.CONFIRMED) {
			return;
		}
		int attempt = this.ownTransaction.execute(status -> this.imports.begin(id));
		if (attempt > MOST_ATTEMPTS) {
			throw new IllegalStateException("Given up after %d attempts".formatted(MOST_ATTEMPTS));
		}
		List<FileBooks> books = new ArrayList<>();
		List<AccountJson> accounts = new ArrayList<>();
		int rejected = this.turns.inLongTurn(() -> WorkLimit.within(ParsingTurns.READING_TIME, () -> {
			try (Scratch scratch = new Scratch()) {
				RecognisedFiles opened = this.files.open(this.imports.files(id, scratch));
				ParseContext reading = this.store.parseContext(row.reader(), row.choices(), opened);
				List<Integer> counts = opened.read(reading, (file, history) -> {
					books.add(new FileBooks(history.books(), file.isOwn()));
					return history.rejected().size();
				});
				accounts.addAll(opened.accounts());
				return counts.stream().mapToInt(Integer::intValue).sum();
			}
		}));
		int total = books.stream().mapToInt(file -> file.books().size()).sum();
		Stored stored = this.store.add(row.reader(), books, new BatchId(id.value()),
				done -> this.ownTransaction.executeWithoutResult(status -> this.imports.report(id, done, total)));
		this.lookups.ask(row.reader(), stored.added());
		List<Receipt> receipts = new ArrayList<>(this.belongings.add(row.reader(), accounts));
		if (stored.opinions() != null) {
			receipts.add(Receipt.of(BookOpinions.PART, stored.opinions()));
		}
		this.imports.markDone(id, stored.outcome().added(), receipts, rejected + stored.outcome().leftOut().size(),
				new CatalogChange(stored.added(), stored.lengthened()), this.clock.instant());
	}

}
