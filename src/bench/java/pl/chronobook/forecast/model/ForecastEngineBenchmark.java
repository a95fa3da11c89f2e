package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

/**
 * One forecast, all quantiles of every book, from five years of sessions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ForecastEngineBenchmark {

	private static final LocalDate ORIGIN = LocalDate.of(2027, 3, 14);

	@Param({ "10", "100", "1000" })
	int books;

	private ForecastRequest request = ForecastRequest.of(new ReaderHistory(List.of(), List.of()), ORIGIN, List.of());

	@Setup(Level.Trial)
	public void fiveYears() {
		Random random = new Random(42);
		List<Session> sessions = new ArrayList<>();
		for (LocalDate day = ORIGIN.minusYears(5); day.isBefore(ORIGIN); day = day.plusDays(1)) {
			int sittings = random.nextInt(4);
			for (int i = 0; i < sittings; i++) {
				LocalDateTime start = day.atTime(7 + 5 * i, random.nextInt(60));
				sessions.add(new Session(start, start.plusMinutes(10 + random.nextInt(60)), 5 + random.nextInt(40)));
			}
		}
		List<Double> queue = random.doubles(this.books, 120, 900).boxed().toList();
		this.request = ForecastRequest.of(new ReaderHistory(sessions, List.of()), ORIGIN, queue);
	}

	@Benchmark
	public Optional<Forecast> forecast() {
		return ForecastEngine.forecast(this.request);
	}

}
