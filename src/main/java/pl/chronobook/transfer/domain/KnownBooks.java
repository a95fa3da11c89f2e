package pl.chronobook.transfer.domain;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.NewBook;
import pl.chronobook.reading.ReadingArchive.Added;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

/**
 * A reader's list, to foretell what an import would add to it. It goes by the rules of
 * {@link pl.chronobook.catalog.Catalog#findOrAdd} and
 * {@link pl.chronobook.reading.ReadingArchive#add}, without writing.
 */
final class KnownBooks {

	private final Map<Isbn, ArchivedBook> byIsbn = new HashMap<>();

	private final Map<String, ArchivedBook> byText = new HashMap<>();

	private final Map<BookId, Book> editions;

	private int freshBooks;

	private int freshReadings;

	private int freshSessions;

	private int knownBooks;

	private int knownReadings;

	private int knownSessions;

	KnownBooks(List<ArchivedBook> list, Map<BookId, Book> editions) {
		this.editions = editions;
		for (ArchivedBook entry : list) {
			Book book = editions.get(entry.book());
			if (book != null) {
				this.byText.putIfAbsent(textOf(book.title(), book.author()), entry);
				if (book.isbn() != null) {
					this.byIsbn.putIfAbsent(book.isbn(), entry);
				}
			}
		}
	}

	/**
	 * Counts what is new about a book and what is there already.
	 */
	void compare(ImportedBook book) {
		ArchivedBook known = find(book.book());
		if (known == null) {
			this.freshBooks++;
			this.freshReadings += book.readings().size();
			this.freshSessions += book.sessions().size();
			return;
		}
		this.knownBooks++;
		int readings = (int) book.readings().stream().filter(reading -> isNew(reading, known)).count();
		this.freshReadings += readings;
		this.knownReadings += book.readings().size() - readings;
		int sessions = newSessions(book, known);
		this.freshSessions += sessions;
		this.knownSessions += book.sessions().size() - sessions;
	}

	Added fresh() {
		return new Added(this.freshBooks, this.freshReadings, this.freshSessions);
	}

	Added known() {
		return new Added(this.knownBooks, this.knownReadings, this.knownSessions);
	}

	private @Nullable ArchivedBook find(NewBook wanted) {
		if (wanted.isbn() != null && this.byIsbn.containsKey(wanted.isbn())) {
			return this.byIsbn.get(wanted.isbn());
		}
		ArchivedBook entry = this.byText.get(textOf(wanted.title(), wanted.author()));
		if (entry == null) {
			return null;
		}
		Book book = this.editions.get(entry.book());
		boolean otherEdition = wanted.isbn() != null && book != null && book.isbn() != null;
		return otherEdition ? null : entry;
	}

	private static boolean isNew(ArchivedReading reading, ArchivedBook known) {
		LocalDate end = reading.dates().end();
		if (end == null) {
			return known.status() == ReadingStatus.TBR && known.currentPage() == 0 && known.readings().isEmpty();
		}
		return known.readings().stream().noneMatch(other -> end.equals(other.dates().end()));
	}

	private static int newSessions(ImportedBook book, ArchivedBook known) {
		Set<Moment.Interval> times = new HashSet<>();
		known.sessions().forEach(session -> times.add(timeOf(session)));
		return (int) book.sessions().stream().filter(session -> !times.contains(timeOf(session))).count();
	}

	private static Moment.Interval timeOf(SessionRecord session) {
		return new Moment.Interval(session.start(), session.end());
	}

	private static String textOf(String title, String author) {
		return title.toLowerCase(Locale.ROOT) + '\n' + author.toLowerCase(Locale.ROOT);
	}

}
