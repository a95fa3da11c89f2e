package pl.chronobook.reading.domain;

import java.util.NoSuchElementException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;

/**
 * Counts the changes of every reader's list. To count, a change takes the reader's row,
 * so that changes of one list follow one another, whichever browser they come from.
 */
@Component
class Revisions {

	private final JdbcClient jdbc;

	Revisions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Begins a change, waiting for the one before it to commit. The reader's own row is
	 * taken first, as the deletion of an account does, so that the two never deadlock.
	 * @return the list's revision after the change
	 * @throws NoSuchElementException if the account is gone
	 */
	long next(ReaderId reader) {
		return take(reader, 1);
	}

	/**
	 * Waits for the change before to commit, as {@link #next} does, but counts none: for
	 * what changes the list only perhaps.
	 * @throws NoSuchElementException if the account is gone
	 */
	void await(ReaderId reader) {
		take(reader, 0);
	}

	private long take(ReaderId reader, int changes) {
		return this.jdbc.sql("""
				WITH reader AS (SELECT user_id FROM users WHERE user_id = ? FOR KEY SHARE)
				INSERT INTO reading_lists (user_id) SELECT user_id FROM reader
				ON CONFLICT (user_id) DO UPDATE SET revision = reading_lists.revision + ?
				RETURNING revision""")
			.params(reader.value(), changes)
			.query(Long.class)
			.optional()
			.orElseThrow(() -> new NoSuchElementException("The account is gone: " + reader));
	}

	long current(ReaderId reader) {
		return this.jdbc.sql("SELECT revision FROM reading_lists WHERE user_id = ?")
			.param(reader.value())
			.query(Long.class)
			.optional()
			.orElse(0L);
	}

}
