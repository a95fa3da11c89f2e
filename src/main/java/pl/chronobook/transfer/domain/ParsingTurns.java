package pl.chronobook.transfer.domain;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Lets few files be read and few imports be stored at the same time: each may have half a
 * million rows in memory for some seconds.
 */
@Component
class ParsingTurns {

	private static final int AT_ONCE = 2;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Semaphore turns = new Semaphore(AT_ONCE, true);

	private final Semaphore imports = new Semaphore(AT_ONCE, true);

	/**
	 * Waits for a turn.
	 * @throws ImportsBusyException if it does not come soon
	 */
	<T> T inTurn(Supplier<T> work) {
		try {
			if (!this.turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new ImportsBusyException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ImportsBusyException();
		}
		try {
			return work.get();
		}
		finally {
			this.turns.release();
		}
	}

	/**
	 * Waits, however long it takes, until few imports are being stored. Files have turns
	 * of their own, so that previews do not wait for the database.
	 */
	void inImport(Runnable work) {
		this.imports.acquireUninterruptibly();
		try {
			work.run();
		}
		finally {
			this.imports.release();
		}
	}

	/** Waits for a turn however long it takes. */
	<T> T inLongTurn(Supplier<T> work) {
		this.turns.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.turns.release();
		}
	}

}
