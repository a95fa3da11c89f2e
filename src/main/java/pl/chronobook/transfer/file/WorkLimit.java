package pl.chronobook.transfer.file;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Limits the time of work on one upload. All code that reads a file calls {@link #check}
 * regularly, so that work ends soon after its time is up or its client has disconnected.
 */
public final class WorkLimit {

	private static final ScopedValue<Long> DEADLINE = ScopedValue.newInstance();

	private static final ScopedValue<Client> CLIENT = ScopedValue.newInstance();

	private WorkLimit() {
	}

	/**
	 * Runs work on files within a time limit.
	 * @throws UnreadableFileException with {@link FileProblem#TOO_MUCH_WORK} if it takes
	 * longer
	 */
	public static <T> T within(Duration limit, Supplier<T> work) {
		return ScopedValue.where(DEADLINE, System.nanoTime() + limit.toNanos()).call(work::get);
	}

	/**
	 * Runs the work of a client's request. Work on files in it ends when the client has
	 * disconnected.
	 * @param gone whether the client has disconnected; called a few times a second, by
	 * the thread that does the work
	 */
	public static <T, X extends Throwable> T forClient(BooleanSupplier gone,
			ScopedValue.CallableOp<? extends T, X> work) throws X {
		return ScopedValue.where(CLIENT, new Client(gone)).call(work);
	}

	/**
	 * Ends the work of this thread if its time is up or its client has disconnected.
	 * @throws UnreadableFileException with {@link FileProblem#TOO_MUCH_WORK} or
	 * {@link FileProblem#CANCELLED}
	 */
	public static void check() {
		if (!DEADLINE.isBound()) {
			return;
		}
		long now = System.nanoTime();
		if (now - DEADLINE.get() > 0) {
			throw new UnreadableFileException(FileProblem.TOO_MUCH_WORK);
		}
		if (CLIENT.isBound() && CLIENT.get().isGone(now)) {
			throw new UnreadableFileException(FileProblem.CANCELLED);
		}
	}

	/**
	 * Returns the supplier that tells whether the client of this thread's work has
	 * disconnected.
	 */
	static BooleanSupplier clientGone() {
		if (!CLIENT.isBound()) {
			return () -> false;
		}
		Client client = CLIENT.get();
		return () -> client.isGone(System.nanoTime());
	}

	/** Returns the time that is left, or {@code most} if that is shorter. */
	public static Duration remaining(Duration most) {
		if (!DEADLINE.isBound()) {
			return most;
		}
		long left = Math.max(0, DEADLINE.get() - System.nanoTime());
		return Duration.ofNanos(Math.min(left, most.toNanos()));
	}

	/**
	 * The client that waits for the work. It is checked only now and then, because the
	 * check is a system call.
	 */
	private static final class Client {

		private static final long PAUSE = Duration.ofMillis(200).toNanos();

		private final BooleanSupplier gone;

		private long nextLook = System.nanoTime();

		private Client(BooleanSupplier gone) {
			this.gone = gone;
		}

		private boolean isGone(long now) {
			if (now - this.nextLook < 0) {
				return false;
			}
			this.nextLook = now + PAUSE;
			return this.gone.getAsBoolean();
		}

	}

}
