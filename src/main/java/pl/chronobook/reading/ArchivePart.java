package pl.chronobook.reading;

import java.util.List;
import java.util.Optional;

import pl.chronobook.identity.ReaderId;

/**
 * What a module keeps of a reader besides the reading itself and nobody could compute
 * anew: it is carried out with the history, and in again. A module that has such things
 * offers a bean of this type; whoever carries histories takes all there are.
 *
 * <p>
 * Content and receipt are records that can be written as JSON. The content is read by
 * people and by later versions, so its names and meanings stay, and its constructor
 * refuses what cannot be. An {@link EntryId} in it stands for a book: on its way in it is
 * the entry of the same book on this reader's list, or one that nobody has if there is
 * none.
 *
 * @param <C> the content
 * @param <R> a receipt: what was added, to take it back by
 */
public interface ArchivePart<C extends Record, R extends Record> {

	/** The unique name of this part in an archive. It never changes. */
	String name();

	/** The type of the content. */
	Class<C> content();

	/** The type of the receipts. */
	Class<R> receipt();

	/** Everything the reader has of it; empty if that is nothing. */
	Optional<C> export(ReaderId reader);

	/** Previews {@link #add} without changing anything. */
	List<PartAddition> preview(ReaderId reader, C content);

	/**
	 * Fills gaps. What the reader has is never overwritten, so the same content twice
	 * changes nothing the second time. Runs in the transaction of the caller.
	 * @return what was added; empty if nothing was
	 */
	Optional<R> add(ReaderId reader, C content);

	/**
	 * Takes back what was added. What the reader has changed since stays. Runs in the
	 * transaction of the caller.
	 */
	void takeBack(ReaderId reader, R receipt);

	/**
	 * Something that would be added.
	 *
	 * @param what which, among the things of this part
	 * @param value what it would be: a text, a day, or a number of such things
	 */
	record PartAddition(String what, Object value) {
	}

}
