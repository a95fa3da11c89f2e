package pl.chronobook.transfer.incoming;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;

/**
 * Limits the number of files that are read, and of imports that are stored, at the same
 * time: each may hold half a million rows in memory for some seconds. A reader has one
 * turn at a time, so that many uploads of one reader do not starve the others.
 */
@Component
class ParsingTurns {

	/**
	 * The longest time for reading files that passed the check. They are known to be
	 * small enough, so only an overloaded machine needs this long.
	 */
	static final Duration READING_TIME = Duration.ofSeconds(60);

	private static final int AT_ONCE = 2;

	/**
	 * The most waiting requests of one reader; a preview whose choices change sends
	 * several.
	 */
	private static final int MAX_OF_ONE_READER = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Semaphore turns = new Semaphore(AT_ONCE, true);

	private final Semaphore imports = new Semaphore(AT_ONCE, true);

	private final Map<ReaderId, ReaderQueue> queues = new ConcurrentHashMap<>();

	/**
	 * Waits for a turn, first behind other requests of the same reader and then behind
	 * other readers.
	 * @throws ImportsBusyException if the turn does not come soon, or if too many
	 * requests of the reader wait already
	 */
	<T> T inTurn(ReaderId reader, Supplier<T> work) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		ReaderQueue queue = join(reader);
		try {
			return within(queue.turn, deadline, () -> within(this.turns, deadline, work));
		}
		finally {
			leave(reader);
		}
	}

	/**
	 * Waits without a limit until few imports are being stored. Reading files has turns
	 * of its own, so that previews do not wait for the database.
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

	/** Waits for a turn without a limit. */
	<T> T inLongTurn(Supplier<T> work) {
		this.turns.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.turns.release();
		}
	}

	private static <T> T within(Semaphore semaphore, long deadline, Supplier<T> work) {
		try {
			if (!semaphore.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
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
			semaphore.release();
		}
	}

	private ReaderQueue join(ReaderId reader) {
		return Objects.requireNonNull(this.queues.compute(reader, (id, known) -> {
			ReaderQueue queue = (known != null) ? known : new ReaderQueue();
			if (queue.requests == MAX_OF_ONE_READER) {
				throw new ImportsBusyException();
			}
			queue.requests++;
			return queue;
		}));
	}

	private void leave(ReaderId reader) {
		this.queues.computeIfPresent(reader, (id, queue) -> (--queue.requests > 0) ? queue : null);
	}

	/**
	 * The requests of one reader, of which at most one has its turn.
	 */
	private static final class ReaderQueue {

		private final Semaphore turn = new Semaphore(1, true);

		/** Guarded by the map. */
		private int requests;

	}

}
