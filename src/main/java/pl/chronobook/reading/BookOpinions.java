package pl.chronobook.reading;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.BookId;
import pl.chronobook.identity.ReaderId;

/**
 * The opinions of readers on the books of their lists. An opinion is shown to its reader
 * alone.
 */
public interface BookOpinions {

	/** The name of the part of an archive that carries opinions. */
	String PART = "opinions";

	/** Returns all opinions of a reader by book. */
	Map<BookId, Opinion> all(ReaderId reader);

	/** Returns the number of opinions that {@link #fill} would add. */
	int missing(ReaderId reader, Collection<BookId> books);

	/**
	 * Adds opinions on books of the list that have none. Idempotent.
	 * @return the entries whose opinion was added; empty if none was
	 */
	Optional<Added> fill(ReaderId reader, Map<BookId, Opinion> opinions);

	/**
	 * An opinion.
	 *
	 * @param halfStars the rating in half stars, 1 to 10; null without one
	 * @param note what the reader notes, at most {@value #LONGEST_NOTE} characters; empty
	 * without a note
	 */
	record Opinion(@Nullable Integer halfStars, String note) {

		public static final int MOST_HALF_STARS = 10;

		public static final int LONGEST_NOTE = 4_000;

		/** No opinion. */
		public static final Opinion NONE = new Opinion(null, "");

		/**
		 * Checks the range of the rating and the length of the note.
		 * @throws IllegalArgumentException if one of them is impossible
		 */
		public Opinion {
			if (halfStars != null && (halfStars < 1 || halfStars > MOST_HALF_STARS)) {
				throw new IllegalArgumentException("A rating of %d half stars".formatted(halfStars));
			}
			if (note.codePointCount(0, note.length()) > LONGEST_NOTE || note.indexOf('\0') >= 0) {
				throw new IllegalArgumentException("A note that cannot be stored");
			}
		}

		/** Tells whether there is neither a rating nor a note. */
		public boolean isNothing() {
			return this.halfStars == null && this.note.isEmpty();
		}

		/** Returns this opinion, completed with what it lacks from another. */
		public Opinion or(Opinion other) {
			return new Opinion((this.halfStars != null) ? this.halfStars : other.halfStars,
					this.note.isEmpty() ? other.note : this.note);
		}

	}

	/**
	 * The receipt of an addition.
	 *
	 * @param entries the entries whose opinion was added
	 */
	record Added(List<EntryId> entries) {
	}

}
