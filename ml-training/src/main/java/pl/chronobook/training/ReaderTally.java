package pl.chronobook.training;

import java.sql.Timestamp;
import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Notes which data of each reader have been seen, in the transaction of the chunk, and
 * says at the end what training would take. One run at a time.
 */
class ReaderTally implements ItemWriter<ReaderData>, StepExecutionListener {

	private static final Logger log = LoggerFactory.getLogger(ReaderTally.class);

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final int minimumSessions;

	private long readers;

	private long trainable;

	private long sessions;

	private long readings;

	ReaderTally(JdbcTemplate jdbc, Clock clock, int minimumSessions) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.minimumSessions = minimumSessions;
	}

	@Override
	public void beforeStep(StepExecution execution) {
		this.readers = 0;
		this.trainable = 0;
		this.sessions = 0;
		this.readings = 0;
	}

	@Override
	public void write(Chunk<? extends ReaderData> chunk) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.batchUpdate("""
				INSERT INTO training_progress (user_id, revision, seen_at)
				SELECT user_id, ?, ? FROM users WHERE user_id = ?
				ON CONFLICT (user_id) DO UPDATE SET revision = excluded.revision, seen_at = excluded.seen_at
				""", chunk.getItems(), chunk.size(), (statement, data) -> {
			statement.setLong(1, data.revision());
			statement.setTimestamp(2, now);
			statement.setObject(3, data.reader());
		});
		for (ReaderData data : chunk) {
			this.readers++;
			this.trainable += data.sessions() >= this.minimumSessions ? 1 : 0;
			this.sessions += data.sessions();
			this.readings += data.readings();
		}
	}

	@Override
	public ExitStatus afterStep(StepExecution execution) {
		log.info(summary());
		return execution.getExitStatus();
	}

	String summary() {
		if (this.readers == 0) {
			return "Nothing new: no reader has changed since the last run";
		}
		return "Would train %d of %d readers with new data: those with at least %d sessions (in all %d sessions, %d finished readings)"
			.formatted(this.trainable, this.readers, this.minimumSessions, this.sessions, this.readings);
	}

}
