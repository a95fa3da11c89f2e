package pl.chronobook.training;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import pl.chronobook.forecast.model.learning.BacktestResult;
import pl.chronobook.forecast.model.learning.TrainingResult;

/**
 * Reports a run by progress lines and a summary in the log, and by metrics.
 */
class Report {

	private static final Logger log = LoggerFactory.getLogger(Report.class);

	private static final long LINE_EVERY = TimeUnit.SECONDS.toNanos(5);

	private static final double NANOS = 1e9;

	private final MeterRegistry meters;

	private final long start = System.nanoTime();

	private long lastLine = this.start;

	private long expected;

	private long won;

	private long lost;

	private long tooLittle;

	private long failed;

	private long sessions;

	private double errorWithout;

	private double errorWith;

	private double observations;

	Report(MeterRegistry meters) {
		this.meters = meters;
	}

	synchronized void expect(long readers) {
		this.expected = readers;
	}

	synchronized void add(TrainedReader result) {
		this.sessions += result.sessions();
		TrainingResult training = result.training();
		if (training == null) {
			this.failed++;
			count("failed");
		}
		else {
			switch (training.outcome()) {
				case WON -> this.won++;
				case LOST -> this.lost++;
				case TOO_LITTLE -> this.tooLittle++;
			}
			count(training.outcome().name().toLowerCase(Locale.ROOT));
			BacktestResult backtest = training.backtest();
			this.errorWithout += backtest.without();
			this.errorWith += backtest.with();
			this.observations += backtest.observations();
		}
		long now = System.nanoTime();
		if (now - this.lastLine > LINE_EVERY) {
			this.lastLine = now;
			log.info("{} of {} readers, {} a second, {} failed", readers(), this.expected, rate(), this.failed);
		}
	}

	private void count(String outcome) {
		this.meters.counter("chronobook.training.readers", "outcome", outcome).increment();
	}

	synchronized long failed() {
		return this.failed;
	}

	private long readers() {
		return this.won + this.lost + this.tooLittle + this.failed;
	}

	private double seconds() {
		return (System.nanoTime() - this.start) / NANOS;
	}

	private String rate() {
		return String.format(Locale.ROOT, "%.0f", readers() / Math.max(seconds(), 1e-3));
	}

	/** Logs the summary and sets the metrics that are known only at the end. */
	synchronized void finish() {
		double seconds = seconds();
		Timer.builder("chronobook.training.duration")
			.register(this.meters)
			.record((long) (seconds * NANOS), TimeUnit.NANOSECONDS);
		this.meters.gauge("chronobook.training.seconds.per.reader", seconds / Math.max(1, readers()));
		if (this.observations > 0) {
			this.meters.gauge("chronobook.training.error", Tags.of("stage", "CONTEXT"),
					this.errorWithout / this.observations);
			this.meters.gauge("chronobook.training.error", Tags.of("stage", "MODEL"),
					this.errorWith / this.observations);
		}
		if (readers() == 0) {
			log.info("Nothing new: no reader has changed since the last run");
			return;
		}
		log.atInfo()
			.addKeyValue("won", this.won)
			.addKeyValue("lost", this.lost)
			.addKeyValue("too_little", this.tooLittle)
			.addKeyValue("failed", this.failed)
			.addKeyValue("sessions", this.sessions)
			.addKeyValue("seconds", seconds)
			.log(summary(seconds));
	}

	private String summary(double seconds) {
		return String.format(Locale.ROOT, """
				Summary
				  readers with new data   %10d
				    model in use          %10d
				    model did worse       %10d
				    too little data       %10d
				    failed                %10d
				  sessions                %10d
				  error, CONTEXT          %10.4f
				  error, MODEL            %10.4f
				  seconds                 %10.1f
				  readers a second        %10s""", readers(), this.won, this.lost, this.tooLittle, this.failed,
				this.sessions, this.errorWithout / Math.max(1e-9, this.observations),
				this.errorWith / Math.max(1e-9, this.observations), seconds, rate());
	}

}
