package pl.chronobook.transfer.domain;

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

import pl.chronobook.reading.BatchId;
import pl.chronobook.transfer.domain.HistoryFiles.HistoryFile;
import pl.chronobook.transfer.domain.HistoryFiles.Opened;
import pl.chronobook.transfer.domain.HistoryStore.Stored;
import pl.chronobook.transfer.domain.HistoryStore.Told;
import pl.chronobook.transfer.domain.ImportStatus.State;
import pl.chronobook.transfer.domain.Imports.CatalogChange;

/**
 * Carries out imports in the background, each in one transaction, which holds a lock on
 * the import. The lock ends with its process, however that ends: an import that is
 * confirmed and not locked is nobody's, and whoever looks next takes it up.
 */
@Component
class ImportRunner {

	private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

	/** An import that so often ended with its process is the reason for that. */
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

	/** What is under way or waits here, so that it does not queue twice. */
	private final Set<ImportId> taken = ConcurrentHashMap.newKeySet();

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

	/** Takes up imports whose process is gone: at the start, and every few seconds. */
	@Scheduled(fixedDelayString = "PT10S")
	void resume() {
		this.imports.confirmed()
			.stream()
			.filter(id -> !this.taken.contains(id))
			.forEach(id -> this.executor.execute(() -> run(id)));
	}

	private void run(ImportId id) {
		if (!this.taken.add(id)) {
			return;
		}
		try {
			this.turns.inImport(() -> this.transaction.executeWithoutResult(status -> carryOut(id)));
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

	/** One that was carried out already, or is being so elsewhere, is left alone. */
	private void carryOut(ImportId id) {
		Imports.Row row = this.imports.takeTurn(id) ? this.imports.find(id).orElse(null) : null;
		if (row == null || row.status().state() != State.CONFIRMED) {
			return;
		}
		int attempt = this.ownTransaction.execute(status -> this.imports.begin(id));
		if (attempt > MOST_ATTEMPTS) {
			throw new IllegalStateException("Given up after %d attempts".formatted(MOST_ATTEMPTS));
		}
		List<Told> told = new ArrayList<>();
		List<AccountJson> accounts = new ArrayList<>();
		int rejected = this.turns.inLongTurn(() -> {
			int count = 0;
			try (Scratch scratch = new Scratch()) {
				Opened opened = this.files.open(this.imports.files(id, scratch));
				HistoryFormat.Reading reading = this.store.reading(row.reader(), row.choices(), opened);
				for (HistoryFile file : opened.histories()) {
					History history = file.read(reading);
					told.add(new Told(history.books(), file.isOwn()));
					count += history.rejected().size();
				}
				accounts.addAll(opened.accounts());
			}
			return count;
		});
		int total = told.stream().mapToInt(file -> file.books().size()).sum();
		Stored stored = this.store.add(row.reader(), told, new BatchId(id.value()),
				done -> this.ownTransaction.executeWithoutResult(status -> this.imports.report(id, done, total)));
		this.lookups.ask(row.reader(), stored.added());
		this.imports.markDone(id, stored.outcome().added(), this.belongings.add(row.reader(), accounts), rejected,
				new CatalogChange(stored.added(), stored.lengthened()), this.clock.instant());
	}

}
