package pl.chronobook.transfer.incoming;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import pl.chronobook.identity.ReaderId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One reader fills the queue with requests, and the first of them does not end.
 */
@Timeout(180)
class ParsingTurnsTests {

	private final ParsingTurns turns = new ParsingTurns();

	private final ReaderId greedy = new ReaderId(UUID.randomUUID());

	private final ReaderId other = new ReaderId(UUID.randomUUID());

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger begun = new AtomicInteger();

	private List<Thread> requests = List.of();

	@BeforeEach
	void sendRequests() {
		this.requests = IntStream.range(0, 8).mapToObj(i -> Thread.ofPlatform().start(() -> request())).toList();
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.begun.get() > 0 && this.requests.stream()
				.allMatch(thread -> thread.getState() == Thread.State.WAITING
						|| thread.getState() == Thread.State.TIMED_WAITING));
	}

	@AfterEach
	void letThemEnd() throws InterruptedException {
		this.end.countDown();
		for (Thread request : this.requests) {
			request.join();
		}
	}

	@Test
	void readerHasOneTurnAtATimeAndLeavesTheOtherToOtherReaders() {
		assertThat(this.begun).hasValue(1);
		assertThat(this.turns.inTurn(this.other, () -> "read")).isEqualTo("read");
		assertThat(this.begun).hasValue(1);
	}

	@Test
	void requestBeyondTheQueueLimitIsRefusedAtOnce() {
		assertThatExceptionOfType(ImportsBusyException.class)
			.isThrownBy(() -> this.turns.inTurn(this.greedy, () -> "read"));
	}

	@Test
	void requestsThatWaitedHaveTheirTurnsOneAfterTheOther() throws InterruptedException {
		letThemEnd();
		assertThat(this.begun).hasValue(8);
		assertThat(this.turns.inTurn(this.greedy, () -> "read")).isEqualTo("read");
	}

	private void request() {
		this.turns.inTurn(this.greedy, () -> {
			this.begun.incrementAndGet();
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return null;
		});
	}

}
