package pl.chronobook.transfer.domain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Carries out imports in the background. An import whose application was killed is
 * delivered again.
 */
@Component
class ImportRunner {

	private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

	private final HistoryImport imports;

	ImportRunner(HistoryImport imports) {
		this.imports = imports;
	}

	@Async
	@TransactionalEventListener
	void on(ImportConfirmed event) {
		try {
			this.imports.carryOut(event.id());
		}
		catch (RuntimeException ex) {
			log.error("Import {} failed, nothing of it is stored", event.id().value(), ex);
			this.imports.giveUp(event.id());
		}
	}

}
