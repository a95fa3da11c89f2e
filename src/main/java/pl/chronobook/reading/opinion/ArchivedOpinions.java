package pl.chronobook.reading.opinion;

import java.util.List;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.EntryId;

/**
 * A reader's opinions in an archive.
 *
 * @param books one for each book
 */
record ArchivedOpinions(List<OpinionOnBook> books) {

	ArchivedOpinions {
		books = (books != null) ? List.copyOf(books) : List.of();
	}

	/**
	 * An opinion on a book.
	 *
	 * @param book the book
	 * @param halfStars the rating in half stars, 1 to 10; null without one
	 * @param note the note; the constructor replaces null, which stands for a missing
	 * field, by an empty text
	 */
	record OpinionOnBook(EntryId book, @Nullable Integer halfStars, @Nullable String note) {

		OpinionOnBook {
			note = (note != null) ? note : "";
			if (book == null || new Opinion(halfStars, note).isNothing()) {
				throw new IllegalArgumentException("No opinion");
			}
		}

		Opinion opinion() {
			return new Opinion(this.halfStars, (this.note != null) ? this.note : "");
		}

	}

}
