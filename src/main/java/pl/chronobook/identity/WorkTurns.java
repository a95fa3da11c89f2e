package pl.chronobook.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives scheduled work to one of several instances. It is for work that would be
 * expensive to do twice; work that others find done, or claimed row by row, needs no
 * turn.
 */
@Component
public class WorkTurns {

	private final JdbcClient jdbc;

	private final Clock clock;

	public WorkTurns(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Takes the turn of some work, unless an instance has taken it. A turn that ends far
	 * in the future was taken by a clock that ran ahead, and is taken over.
	 * @param work the name of the work
	 * @param length the time for which no other instance gets the turn: longer than the
	 * clocks of instances differ, and shorter than the time between two runs
	 * @return whether the caller has the turn
	 */
	public boolean take(String work, Duration length) {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				INSERT INTO work_turns AS turn (work, taken_until) VALUES (:work, :until)
				ON CONFLICT (work) DO UPDATE SET taken_until = excluded.taken_until
				WHERE turn.taken_until <= :now OR turn.taken_until > :tooFar""")
			.param("work", work)
			.param("until", Timestamp.from(now.plus(length)))
			.param("now", Timestamp.from(now))
			.param("tooFar", Timestamp.from(now.plus(length.multipliedBy(2))))
			.update() > 0;
	}

}
