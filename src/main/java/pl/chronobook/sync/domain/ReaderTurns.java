package pl.chronobook.sync.domain;

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
 * Lets the writes of one reader's devices follow one another. They lock the same rows
 * anyway; those that wait here hold no connection to the database, so a flood of one
 * reader leaves the connections to the others.
 */
@Component
public class ReaderTurns {

	private final Map<ReaderId, Queue> queues = new ConcurrentHashMap<>();

	/**
	 * Waits for the reader's turn. The work begins its own transaction.
	 * @param patience the longest wait
	 * @throws TooManyRequestsException if the turn does not come within it
	 */
	public <T> T inTurn(ReaderId reader, Duration patience, Supplier<T> work) {
		Queue queue = join(reader);
		try {
			if (!queue.turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new TooManyRequestsException();
			}
			try {
				return work.get();
			}
			finally {
				queue.turn.release();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new TooManyRequestsException();
		}
		finally {
			leave(reader);
		}
	}

	/** Waits for the reader's turn without a limit. */
	void inTurn(ReaderId reader, Runnable work) {
		Queue queue = join(reader);
		try {
			queue.turn.acquireUninterruptibly();
			try {
				work.run();
			}
			finally {
				queue.turn.release();
			}
		}
		finally {
			leave(reader);
		}
	}

	private Queue join(ReaderId reader) {
		return Objects.requireNonNull(this.queues.compute(reader, (id, known) -> {
			Queue queue = (known != null) ? known : new Queue();
			queue.members++;
			return queue;
		}));
	}

	private void leave(ReaderId reader) {
		this.queues.computeIfPresent(reader, (id, queue) -> (--queue.members > 0) ? queue : null);
	}

	/**
	 * The work of one reader, of which at most one has its turn.
	 */
	private static final class Queue {

		private final Semaphore turn = new Semaphore(1, true);

		/** Guarded by the map. */
		private int members;

	}

}
