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
 * The changes that a what-if question makes.
 *
 * @param minutesMore minutes of reading a day on top of today's, 0 to
 * {@value #MOST_MINUTES}
 * @param moves books that change places, one after the other
 * @param dropped books that are not read at all
 * @param added a book more, if any
 * @param holiday days with other reading, besides those planned
 */
public record Change(int minutesMore, List<Move> moves, Set<EntryId> dropped, @Nullable AddedBook added,
		@Nullable PlannedException holiday) {

	/** Minutes a day that may be added. */
	public static final int MOST_MINUTES = 180;

	/** Changes nothing. */
	public static final Change NONE = new Change(0, List.of(), Set.of(), null, null);

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the minutes are out of it
	 */
	public Change {
		if (minutesMore < 0 || minutesMore > MOST_MINUTES) {
			throw new IllegalArgumentException("0 to 180 minutes more, not " + minutesMore);
		}
		moves = List.copyOf(moves);
		dropped = Set.copyOf(dropped);
	}

	/** The books in their new order. Books that are not there are passed over. */
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
	 * A book that is put elsewhere.
	 *
	 * @param entry which
	 * @param place where it goes, from 1; beyond the end means last
	 */
	public record Move(EntryId entry, int place) {
	}

	/**
	 * A book that is not on the list.
	 *
	 * @param pages how long it is
	 * @param first whether it is read before all others and not after them
	 */
	public record AddedBook(PageCount pages, boolean first) {
	}

}
