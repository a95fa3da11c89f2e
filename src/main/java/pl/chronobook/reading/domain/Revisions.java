package pl.chronobook.reading.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;

/**
 * Counts the changes of every reader's list. To count, a change locks the reader's row,
 * so that changes of one list follow one another, whichever browser they come from.
 */
@Component
public class Revisions {

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
	public long next(ReaderId reader) {
		return take(reader, 1);
	}

	/**
	 * Waits for the change before to commit, as {@link #next} does, but counts no change:
	 * for an operation that may leave the list unchanged.
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

	List<ReaderId> changedSince(Map<ReaderId, Long> seen) {
		List<ReaderId> changed = new ArrayList<>();
		this.jdbc.sql("SELECT user_id, revision FROM reading_lists").query(row -> {
			ReaderId reader = new ReaderId(row.getObject("user_id", UUID.class));
			Long known = seen.get(reader);
			if (known == null || known != row.getLong("revision")) {
				changed.add(reader);
			}
		});
		return changed;
	}

	long current(ReaderId reader) {
		return this.jdbc.sql("SELECT revision FROM reading_lists WHERE user_id = ?")
			.param(reader.value())
			.query(Long.class)
			.optional()
			.orElse(0L);
	}

}
