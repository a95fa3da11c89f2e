package pl.chronobook.profiling;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PendingSamplesTests {

	private static final Instant START = Instant.parse("2026-03-01T20:00:00Z");

	private final PendingSamples pending = new PendingSamples(10);

	@Test
	void aSampleBelongsToTheRequestThatItsThreadWorkedOn() {
		this.pending.add(sample(Sample.Kind.CPU, 1, 5));
		this.pending.add(sample(Sample.Kind.CPU, 2, 5));
		this.pending.ended("a1", 1, START.plusSeconds(4), START.plusSeconds(6));
		assertThat(this.pending.take(START.plusSeconds(60))).extracting(Sample::thread, Sample::span)
			.containsExactly(tuple(1L, "a1"), tuple(2L, null));
	}

	@Test
	void aThreadWorksOnOneRequestAfterTheOther() {
		this.pending.add(sample(Sample.Kind.CPU, 1, 1));
		this.pending.add(sample(Sample.Kind.CPU, 1, 3));
		this.pending.ended("a1", 1, START, START.plusSeconds(2));
		this.pending.ended("b2", 1, START.plusSeconds(2), START.plusSeconds(4));
		assertThat(this.pending.take(START)).extracting(Sample::span).containsExactly("a1", "b2");
	}

	@Test
	void aSampleWaitsForItsRequestToEnd() {
		this.pending.add(sample(Sample.Kind.CPU, 1, 5));
		assertThat(this.pending.take(START.plusSeconds(5))).isEmpty();
		this.pending.ended("a1", 1, START.plusSeconds(4), START.plusSeconds(6));
		assertThat(this.pending.take(START.plusSeconds(5))).extracting(Sample::span).containsExactly("a1");
		assertThat(this.pending.take(START.plusSeconds(60))).as("is taken once").isEmpty();
	}

	@Test
	void waitsOutsideOfRequestsAreDropped() {
		this.pending.add(sample(Sample.Kind.WAIT, 1, 5));
		this.pending.add(sample(Sample.Kind.WAIT, 2, 5));
		this.pending.ended("a1", 2, START, START.plusSeconds(10));
		assertThat(this.pending.take(START.plusSeconds(60))).extracting(Sample::span).containsExactly("a1");
	}

	@Test
	void keepsNoMoreThanItsLimit() {
		for (int i = 0; i < 25; i++) {
			this.pending.add(sample(Sample.Kind.CPU, i, 5));
		}
		assertThat(this.pending.take(START.plusSeconds(60))).hasSize(10);
		this.pending.add(sample(Sample.Kind.CPU, 1, 5));
		assertThat(this.pending.take(START.plusSeconds(60))).as("there is room again").hasSize(1);
	}

	private static Sample sample(Sample.Kind kind, long thread, int second) {
		return new Sample(kind, thread, START.plusSeconds(second), 1,
				List.of(new Sample.Frame("pl.chronobook.Reader.read", 12)), null);
	}

}
