package pl.chronobook.sync.domain;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReaderTurnsTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private final ReaderTurns turns = new ReaderTurns();

	private final ReaderId reader = new ReaderId(UUID.randomUUID());

	@Test
	void oneReaderHasOneTurnAtATimeAndAnotherOneDoesNotWait() {
		this.turns.inTurn(this.reader, LONG, () -> {
			assertThatExceptionOfType(TooManyRequestsException.class)
				.isThrownBy(() -> this.turns.inTurn(this.reader, Duration.ofMillis(1), () -> "never"));
			return assertThat(this.turns.inTurn(new ReaderId(UUID.randomUUID()), Duration.ZERO, () -> "at once"))
				.isEqualTo("at once");
		});
		assertThat(this.turns.inTurn(this.reader, Duration.ZERO, () -> "free again")).isEqualTo("free again");
	}

	@Test
	void workThatFailsLeavesItsTurn() {
		assertThatIllegalStateException().isThrownBy(() -> this.turns.inTurn(this.reader, () -> {
			throw new IllegalStateException();
		}));
		assertThat(this.turns.inTurn(this.reader, Duration.ZERO, () -> "free")).isEqualTo("free");
	}

	@Test
	void everyWaitingRequestGetsItsTurn() throws Exception {
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?>[] all = new Future<?>[50];
			for (int i = 0; i < all.length; i++) {
				all[i] = threads.submit(() -> {
					begun.await();
					return this.turns.inTurn(this.reader, LONG, () -> {
						most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
						return atOnce.decrementAndGet();
					});
				});
			}
			begun.countDown();
			for (Future<?> one : all) {
				one.get();
			}
		}
		assertThat(most).hasValue(1);
	}

}
