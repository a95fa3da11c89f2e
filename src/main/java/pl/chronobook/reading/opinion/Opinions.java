package pl.chronobook.reading.opinion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BookOpinions;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.domain.StaleEntryException;
import pl.chronobook.reading.domain.Revisions;

/**
 * Stores opinions.
 */
@Service
@Transactional
public class Opinions implements BookOpinions {

	private final JdbcClient jdbc;

	private final Revisions revisions;

	Opinions(JdbcClient jdbc, Revisions revisions) {
		this.jdbc = jdbc;
		this.revisions = revisions;
	}

	/** Returns the opinion on a book of the list with its revision. */
	@Transactional(readOnly = true)
	public Revised of(ReaderId reader, EntryId entry) {
		return this.jdbc.sql("SELECT half_stars, note, revision FROM book_opinions WHERE tbr_id = ? AND user_id = ?")
			.params(entry.value(), reader.value())
			.query((row, number) -> new Revised(opinion(row), row.getLong("revision")))
			.optional()
			.orElse(Revised.NONE);
	}

	/**
	 * Keeps an opinion in place of the one before.
	 * @param revision the revision of the one before; 0 if there was none
	 * @throws NoSuchEntryException if the book is not on the list
	 * @throws StaleEntryException if the opinion was changed meanwhile
	 */
	public void keep(ReaderId reader, EntryId entry, long revision, Opinion opinion) {
		long changed = this.revisions.next(reader);
		boolean listed = this.jdbc
			.sql("SELECT 1 FROM user_tbr_list WHERE tbr_id = ? AND user_id = ? AND removed_at IS NULL")
			.params(entry.value(), reader.value())
			.query(Integer.class)
			.optional()
			.isPresent();
		if (!listed) {
			throw new NoSuchEntryException(entry);
		}
		Revised before = of(reader, entry);
		if (before.revision() != revision) {
			throw new StaleEntryException(entry);
		}
		if (opinion.isNothing()) {
			this.jdbc.sql("DELETE FROM book_opinions WHERE tbr_id = ? AND user_id = ?")
				.params(entry.value(), reader.value())
				.update();
			return;
		}
		this.jdbc.sql("""
				INSERT INTO book_opinions (tbr_id, user_id, half_stars, note, revision) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (tbr_id) DO UPDATE SET half_stars = excluded.half_stars, note = excluded.note,
				  imported = false, revision = excluded.revision""")
			.param(entry.value())
			.param(reader.value())
			.param(opinion.halfStars())
			.param(opinion.note())
			.param(changed)
			.update();
	}

	/** Returns the half stars of rated books on the list by entry. */
	@Transactional(readOnly = true)
	public Map<EntryId, Integer> ratings(ReaderId reader, Collection<EntryId> entries) {
		Map<EntryId, Integer> ratings = new HashMap<>();
		this.jdbc.sql("""
				SELECT tbr_id, half_stars FROM book_opinions
				WHERE user_id = ? AND tbr_id = ANY (?) AND half_stars IS NOT NULL""")
			.params(reader.value(), entries.stream().map(EntryId::value).toArray(UUID[]::new))
			.query(row -> {
				ratings.put(new EntryId(row.getObject("tbr_id", UUID.class)), row.getInt("half_stars"));
			});
		return ratings;
	}

	@Override
	@Transactional(readOnly = true)
	public Map<BookId, Opinion> all(ReaderId reader) {
		Map<BookId, Opinion> opinions = new HashMap<>();
		this.jdbc.sql("""
				SELECT entry.book_id, half_stars, note
				FROM book_opinions JOIN user_tbr_list entry USING (tbr_id, user_id) WHERE user_id = ?""")
			.param(reader.value())
			.query(row -> {
				opinions.put(new BookId(row.getObject("book_id", UUID.class)), opinion(row));
			});
		return opinions;
	}

	@Override
	@Transactional(readOnly = true)
	public int missing(ReaderId reader, Collection<BookId> books) {
		return books.size() - this.jdbc.sql("""
				SELECT count(*) FROM book_opinions JOIN user_tbr_list entry USING (tbr_id, user_id)
				WHERE user_id = ? AND entry.book_id = ANY (?)""")
			.params(reader.value(), books.stream().map(BookId::value).toArray(UUID[]::new))
			.query(Integer.class)
			.single();
	}

	/** Returns how many of some entries have an opinion. */
	@Transactional(readOnly = true)
	int havingOne(ReaderId reader, Collection<EntryId> entries) {
		return this.jdbc.sql("SELECT count(*) FROM book_opinions WHERE user_id = ? AND tbr_id = ANY (?)")
			.params(reader.value(), entries.stream().map(EntryId::value).toArray(UUID[]::new))
			.query(Integer.class)
			.single();
	}

	@Override
	public Optional<Added> fill(ReaderId reader, Map<BookId, Opinion> opinions) {
		return add(reader, opinions, "entry.book_id = given.id", BookId::value);
	}

	/** Does the same as {@link #fill}, with entries instead of books as keys. */
	Optional<Added> fillEntries(ReaderId reader, Map<EntryId, Opinion> opinions) {
		return add(reader, opinions, "entry.tbr_id = given.id", EntryId::value);
	}

	private <K> Optional<Added> add(ReaderId reader, Map<K, Opinion> opinions, String match, Function<K, UUID> id) {
		if (opinions.isEmpty()) {
			return Optional.empty();
		}
		long changed = this.revisions.next(reader);
		List<UUID> ids = new ArrayList<>();
		List<@Nullable Integer> ratings = new ArrayList<>();
		List<String> notes = new ArrayList<>();
		opinions.forEach((key, opinion) -> {
			ids.add(id.apply(key));
			ratings.add(opinion.halfStars());
			notes.add(opinion.note());
		});
		List<EntryId> added = this.jdbc.sql("""
				INSERT INTO book_opinions (tbr_id, user_id, half_stars, note, imported, revision)
				SELECT entry.tbr_id, entry.user_id, given.half_stars, given.note, true, ?
				FROM unnest(?::uuid[], ?::smallint[], ?::text[]) AS given (id, half_stars, note)
				JOIN user_tbr_list entry ON entry.user_id = ? AND %s
				WHERE given.half_stars IS NOT NULL OR given.note <> ''
				ON CONFLICT (tbr_id) DO NOTHING RETURNING tbr_id""".formatted(match))
			.params(changed, ids.toArray(UUID[]::new), ratings.toArray(Integer[]::new), notes.toArray(String[]::new),
					reader.value())
			.query((row, number) -> new EntryId(row.getObject(1, UUID.class)))
			.list();
		return added.isEmpty() ? Optional.empty() : Optional.of(new Added(added));
	}

	/** Removes imported opinions that the reader has not changed since. */
	void takeBack(ReaderId reader, Added added) {
		this.jdbc.sql("DELETE FROM book_opinions WHERE user_id = ? AND tbr_id = ANY (?) AND imported")
			.params(reader.value(), added.entries().stream().map(EntryId::value).toArray(UUID[]::new))
			.update();
	}

	/** Returns all opinions of a reader, with the entries of their books. */
	@Transactional(readOnly = true)
	List<ArchivedOpinions.OpinionOnBook> archived(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT tbr_id, half_stars, note FROM book_opinions JOIN user_tbr_list USING (tbr_id, user_id)
				WHERE user_id = ? ORDER BY position""")
			.param(reader.value())
			.query((row, number) -> new ArchivedOpinions.OpinionOnBook(new EntryId(row.getObject(1, UUID.class)),
					row.getObject("half_stars", Integer.class), row.getString("note")))
			.list();
	}

	private static Opinion opinion(ResultSet row) throws SQLException {
		return new Opinion(row.getObject("half_stars", Integer.class), row.getString("note"));
	}

	/**
	 * An opinion as it was at one moment.
	 *
	 * @param opinion the opinion
	 * @param revision the revision of the list with which it was kept, so that none is
	 * used twice, even if an opinion is cleared and entered again; 0 if there is none
	 */
	public record Revised(Opinion opinion, long revision) {

		static final Revised NONE = new Revised(Opinion.NONE, 0);

	}

}
