package pl.chronobook.training;

import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.JdbcTemplate;

import pl.chronobook.forecast.model.correction.ModelCodec;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.learning.TrainingResult;
import pl.chronobook.forecast.model.learning.BacktestResult;

/**
 * Stores the models and the progress of a chunk of readers, in the transaction of the
 * chunk.
 */
class TrainedReaderWriter implements ItemWriter<TrainedReader> {

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final LocalDate origin;

	private final Report report;

	private final int skipLimit;

	TrainedReaderWriter(JdbcTemplate jdbc, Clock clock, LocalDate origin, Report report, int skipLimit) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.origin = origin;
		this.report = report;
		this.skipLimit = skipLimit;
	}

	@Override
	public void write(Chunk<? extends TrainedReader> chunk) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.batchUpdate("CALL keep_training(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)", chunk.getItems(),
				chunk.size(), (statement, result) -> set(statement, result, now));
		chunk.forEach(this.report::add);
		if (this.report.failed() > this.skipLimit) {
			throw new TooManyFailuresException(this.skipLimit);
		}
	}

	private void set(PreparedStatement statement, TrainedReader result, Timestamp now) throws SQLException {
		TrainingResult training = result.training();
		byte[] bytes = bytes((training != null) ? training.model() : null);
		statement.setObject(1, result.reader());
		statement.setLong(2, result.revision());
		statement.setLong(3, result.sessions());
		statement.setInt(4, ModelCodec.VERSION);
		statement.setTimestamp(5, now);
		statement.setString(6, (training != null) ? training.outcome().name() : "FAILED");
		statement.setString(7, result.failure());
		statement.setDate(8, Date.valueOf(this.origin));
		statement.setBytes(9, bytes);
		statement.setString(10, (bytes != null) ? ModelCodec.checksum(bytes) : null);
		statement.setString(11, (training != null) ? metrics(training.backtest()) : null);
	}

	private byte @Nullable [] bytes(@Nullable ReaderModel model) {
		return (model != null) ? ModelCodec.encode(model, this.origin.atStartOfDay().atOffset(ZoneOffset.UTC)) : null;
	}

	private static String metrics(BacktestResult backtest) {
		return String.format(Locale.ROOT, "{\"share\": %s, \"without\": %s, \"with\": %s, \"observations\": %s}",
				backtest.share(), backtest.without(), backtest.with(), backtest.observations());
	}

	/**
	 * Thrown when more readers have failed than the limit allows.
	 */
	static final class TooManyFailuresException extends RuntimeException {

		TooManyFailuresException(int limit) {
			super("More than " + limit + " readers failed: something is wrong with more than their data");
		}

	}

}
