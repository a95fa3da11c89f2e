package pl.chronobook.transfer.incoming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.Ids;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ListedBook;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.history.ImportedBook;
import pl.chronobook.transfer.history.Titles;

/**
 * Matches the books of several histories with those on a reader's list and with each
 * other: by ISBN, or else by equal title and author, or else without regard to spelling,
 * series and the order of names. Rows of one history are never matched with each other.
 */
final class Shelf {

	private final Map<Isbn, Place> byIsbn = new HashMap<>();

	private final Map<String, List<Place>> byText = new HashMap<>();

	private final Map<String, List<Place>> byTitle = new HashMap<>();

	private final List<Place> fresh = new ArrayList<>();

	private final List<Placed> placed = new ArrayList<>();

	Shelf(List<ListedBook> list, Map<BookId, Book> editions) {
		for (ListedBook listed : list) {
			Book book = editions.get(listed.book());
			if (book != null) {
				index(new Place(listed.book(), new NewBook(book.title(), book.author(), book.pageCount(), book.isbn()),
						listed.pageCount()));
			}
		}
	}

	/**
	 * Matches the books of one history.
	 * @param exact whether title and author must be equal, as they are in our own export
	 */
	void take(List<ImportedBook> books, boolean exact) {
		Set<Place> taken = new HashSet<>();
		List<@Nullable Place> certain = books.stream().map(book -> placeOf(book.book().isbn())).toList();
		certain.stream().filter(Objects::nonNull).forEach(taken::add);
		for (int i = 0; i < books.size(); i++) {
			ImportedBook book = books.get(i);
			Place place = certain.get(i);
			if (place == null) {
				place = Optional.ofNullable(placeOf(book.book().isbn()))
					.or(() -> find(book.book(), exact, taken))
					.orElseGet(() -> index(new Place(null, book.book(), book.book().pageCount())));
				taken.add(place);
			}
			place.learn(book.book());
			this.placed.add(new Placed(place, place.scale(book)));
		}
	}

	private @Nullable Place placeOf(@Nullable Isbn isbn) {
		return (isbn != null) ? this.byIsbn.get(isbn) : null;
	}

	/** Returns the books that are not on the list yet, once each. */
	List<NewBook> fresh() {
		return this.fresh.stream().map(place -> place.book).toList();
	}

	/**
	 * Returns all matched books, in order.
	 * @param stored the ids of the stored new books
	 * @param lengths the lengths that the catalog knows of these
	 */
	List<ArchivedBook> archived(Function<NewBook, BookId> stored, Map<BookId, PageCount> lengths) {
		Map<Place, BookId> ids = new HashMap<>();
		return this.placed.stream().map(book -> {
			BookId id = ids.computeIfAbsent(book.place(),
					place -> (place.id != null) ? place.id : stored.apply(place.book));
			return book.book().archivedAs(id, lengths.get(id));
		}).toList();
	}

	/**
	 * Returns the opinions on the matched books that are on the list or come to it; of
	 * each book the first rating and the first note.
	 * @param stored the ids of the stored new books
	 * @param leftOut the indices of the matched books that find no room on the list
	 */
	Map<BookId, Opinion> opinions(Function<NewBook, BookId> stored, Collection<Integer> leftOut) {
		Set<Integer> outside = Set.copyOf(leftOut);
		Set<Place> listed = IntStream.range(0, this.placed.size())
			.filter(index -> !outside.contains(index))
			.mapToObj(index -> this.placed.get(index).place())
			.collect(Collectors.toSet());
		Map<Place, Opinion> first = new LinkedHashMap<>();
		this.placed.stream()
			.filter(book -> !book.book().opinion().isNothing() && listed.contains(book.place()))
			.forEach(book -> first.merge(book.place(), book.book().opinion(), Opinion::or));
		Map<BookId, Opinion> opinions = new LinkedHashMap<>();
		first.forEach((place, opinion) -> opinions.putIfAbsent((place.id != null) ? place.id : stored.apply(place.book),
				opinion));
		return opinions;
	}

	/** Returns all matched books for a preview, in which new books have no ids. */
	List<ArchivedBook> previewed() {
		return archived(book -> new BookId(Ids.next()), Map.of());
	}

	private Optional<Place> find(NewBook wanted, boolean exact, Set<Place> taken) {
		Optional<Place> same = this.byText.getOrDefault(text(wanted), List.of())
			.stream()
			.filter(place -> wanted.isbn() == null || place.book.isbn() == null)
			.findFirst();
		if (same.isPresent() || exact) {
			return same;
		}
		List<Place> similar = this.byTitle.getOrDefault(Titles.key(wanted.title()), List.of())
			.stream()
			.filter(place -> !taken.contains(place) && Titles.sameAuthor(place.book.author(), wanted.author()))
			.toList();
		boolean ambiguous = similar.size() > 1 && Titles.isUnknown(wanted.author());
		return ambiguous ? Optional.empty() : similar.stream().findFirst();
	}

	private Place index(Place place) {
		if (place.id == null) {
			this.fresh.add(place);
		}
		if (place.book.isbn() != null) {
			this.byIsbn.putIfAbsent(place.book.isbn(), place);
		}
		this.byText.computeIfAbsent(text(place.book), key -> new ArrayList<>()).add(place);
		this.byTitle.computeIfAbsent(Titles.key(place.book.title()), key -> new ArrayList<>()).add(place);
		return place;
	}

	private static String text(NewBook book) {
		return book.title().toLowerCase(Locale.ROOT) + '\n' + book.author().toLowerCase(Locale.ROOT);
	}

	private record Placed(Place place, ImportedBook book) {
	}

	/**
	 * A book on the list, or a new one.
	 */
	private static final class Place {

		private final @Nullable BookId id;

		private NewBook book;

		private @Nullable PageCount length;

		Place(@Nullable BookId id, NewBook book, @Nullable PageCount length) {
			this.id = id;
			this.book = book;
			this.length = length;
		}

		/** Fills in missing values of a new book from another record of it. */
		void learn(NewBook other) {
			this.length = (this.length != null) ? this.length : other.pageCount();
			if (this.id == null) {
				boolean named = Titles.isUnknown(this.book.author()) && !Titles.isUnknown(other.author());
				this.book = new NewBook(this.book.title(), named ? other.author() : this.book.author(), this.length,
						(this.book.isbn() != null) ? this.book.isbn() : other.isbn());
			}
		}

		/** Converts a device's screens to pages of the reader's edition. */
		ImportedBook scale(ImportedBook imported) {
			PageCount counted = imported.book().pageCount();
			if (!imported.shares() || this.length == null || counted == null || counted.equals(this.length)) {
				return imported;
			}
			double factor = (double) this.length.value() / counted.value();
			int page = (int) Math.min(Math.round(imported.currentPage() * factor), this.length.value());
			return new ImportedBook(imported.book(), imported.status(), page, imported.addedAt(), imported.readings(),
					imported.sessions().stream().map(session -> scaled(session, factor)).toList(), true,
					imported.removedAt(), imported.details(), imported.opinion(), imported.assumed());
		}

		private static SessionRecord scaled(SessionRecord session, double factor) {
			double pages = Math.min(Math.round(session.pages() * factor * 100) / 100.0, PageCount.MAX);
			return new SessionRecord(session.start(), session.end(), pages, session.paused(), null, null,
					session.note(), session.pagesEstimated());
		}

	}

}
