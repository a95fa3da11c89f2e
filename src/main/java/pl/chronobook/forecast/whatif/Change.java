package pl.chronobook.forecast.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.reading.EntryId;

/**
 * The changes that a what-if question asks about.
 *
 * @param minutesMore extra minutes of reading a day, 0 to {@value #MOST_MINUTES}
 * @param moves moves of books, applied one after another
 * @param dropped books that are not read at all
 * @param added a book that joins the list; null without one
 * @param holiday a period in addition to the planned ones; null without one
 */
public record Change(int minutesMore, List<Move> moves, Set<EntryId> dropped, @Nullable AddedBook added,
		@Nullable PlannedException holiday) {

	/** The most extra minutes of reading a day. */
	public static final int MOST_MINUTES = 180;

	/** No change at all. */
	public static final Change NONE = new Change(0, List.of(), Set.of(), null, null);

	/**
	 * Checks the minutes.
	 * @throws IllegalArgumentException if the minutes are out of range
	 */
	public Change {
		if (minutesMore < 0 || minutesMore > MOST_MINUTES) {
			throw new IllegalArgumentException("0 to 180 minutes more, not " + minutesMore);
		}
		moves = List.copyOf(moves);
		dropped = Set.copyOf(dropped);
	}

	/**
	 * Applies the moves to the books of a list. A move of a book that is not among them
	 * is ignored.
	 */
	<T> List<T> inNewOrder(List<T> books, Function<T, EntryId> entry) {
		List<T> order = new ArrayList<>(books);
		for (Move move : this.moves) {
			for (int i = 0; i < order.size(); i++) {
				if (entry.apply(order.get(i)).equals(move.entry())) {
					T book = order.remove(i);
					order.add(Math.clamp(move.place() - 1, 0, order.size()), book);
					break;
				}
			}
		}
		return order;
	}

	/**
	 * A move of one book.
	 *
	 * @param entry the entry of the book on the list
	 * @param place its new place, from 1; a place beyond the end means the last one
	 */
	public record Move(EntryId entry, int place) {
	}

	/**
	 * A book that is not on the list.
	 *
	 * @param pages its length
	 * @param first whether it is read before all others; otherwise it is read last
	 */
	public record AddedBook(PageCount pages, boolean first) {
	}

}
