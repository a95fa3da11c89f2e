package pl.chronobook.reading;

import java.util.List;
import java.util.Optional;

import pl.chronobook.identity.ReaderId;

/**
 * A part of a reader's archive besides the history itself: data of a module that cannot
 * be computed from other data. A module with such data offers a bean of this type; the
 * export and the import of archives call all of them.
 *
 * <p>
 * Content and receipt are records that can be written as JSON. People and later versions
 * read the content, so its names and meanings must not change. Its constructor must
 * refuse invalid values. An {@link EntryId} in it stands for a book: on import it is the
 * entry of the same book on this reader's list, or a new id if there is none.
 *
 * @param <C> the content
 * @param <R> the receipt: what an import added, for its undo
 */
public interface ArchivePart<C extends Record, R extends Record> {

	/** Returns the unique name of this part in an archive, which must never change. */
	String name();

	/** Returns the type of the content. */
	Class<C> content();

	/** Returns the type of the receipts. */
	Class<R> receipt();

	/** Returns the reader's data of this part; empty if there are none. */
	Optional<C> export(ReaderId reader);

	/** Previews {@link #add} without changing anything. */
	List<PartAddition> preview(ReaderId reader, C content);

	/**
	 * Fills gaps. It never overwrites data of the reader and is idempotent. Runs in the
	 * transaction of the caller.
	 * @return what was added; empty if nothing was
	 */
	Optional<R> add(ReaderId reader, C content);

	/**
	 * Undoes {@link #add}, except for data that the reader has changed since. Runs in the
	 * transaction of the caller.
	 */
	void takeBack(ReaderId reader, R receipt);

	/**
	 * An addition that the preview names.
	 *
	 * @param what the kind of data, among those of this part
	 * @param value the value: a text, a day, or a number of items
	 */
	record PartAddition(String what, Object value) {
	}

}
