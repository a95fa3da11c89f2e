package pl.chronobook.transfer.outgoing;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.reading.BookDetails;
import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.transfer.file.Formulas;

/**
 * Writes a list in the format of Goodreads, which other programs can import. The format
 * has no sessions, no first days and only the last reading.
 */
final class GoodreadsExport {

	static final List<String> COLUMNS = List.of("Book Id", "Title", "Author", "Author l-f", "Additional Authors",
			"ISBN", "ISBN13", "My Rating", "Average Rating", "Publisher", "Binding", "Number of Pages",
			"Year Published", "Original Publication Year", "Date Read", "Date Added", "Bookshelves",
			"Bookshelves with positions", "Exclusive Shelf", "My Review", "Spoiler", "Private Notes", "Read Count",
			"Owned Copies");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

	private GoodreadsExport() {
	}

	static void write(List<ArchivedBook> list, Map<BookId, Book> books, Map<BookId, Opinion> opinions, ZoneId zone,
			Appendable out) throws IOException {
		CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
		csv.printRecord(COLUMNS);
		int number = 0;
		for (ArchivedBook entry : list) {
			Book book = books.get(entry.book());
			number++;
			if (book != null) {
				write(number, entry, book, opinions.getOrDefault(entry.book(), Opinion.NONE), zone, csv);
			}
		}
		csv.flush();
	}

	private static void write(int number, ArchivedBook entry, Book book, Opinion opinion, ZoneId zone, CSVPrinter csv)
			throws IOException {
		String[] authors = book.author().split(",\\s*", 2);
		String isbn = (book.isbn() != null) ? book.isbn().value() : "";
		List<LocalDate> finished = entry.readings()
			.stream()
			.filter(ArchivedReading::completed)
			.map(reading -> reading.dates().end())
			.filter(Objects::nonNull)
			.sorted(Comparator.reverseOrder())
			.toList();
		String shelf = shelf(entry.status());
		csv.printRecord(number, Formulas.guard(book.title()), Formulas.guard(authors[0]), "",
				(authors.length > 1) ? Formulas.guard(authors[1]) : "", "=\"\"", "=\"" + isbn + "\"", stars(opinion),
				"", "", binding(entry.details().format()), (entry.pageCount() != null) ? entry.pageCount().value() : "",
				"", "",
				Optional.of(finished)
					.filter(days -> !days.isEmpty())
					.map(days -> DAY.format(days.getFirst()))
					.orElse(""),
				DAY.format(LocalDate.ofInstant(entry.addedAt(), zone)), shelves(shelf, entry.details()), "", shelf, "",
				"", Formulas.guard(opinion.note()),
				Math.max(finished.size(), (entry.status() == ReadingStatus.FINISHED) ? 1 : 0),
				entry.details().owned() ? 1 : 0);
	}

	private static String shelves(String shelf, BookDetails details) {
		return Stream.concat(Stream.of(shelf), details.tags().stream()).collect(Collectors.joining(", "));
	}

	private static String binding(@Nullable Format format) {
		return switch (format) {
			case null -> "";
			case PAPER -> "Paperback";
			case EBOOK -> "ebook";
			case AUDIO -> "Audiobook";
		};
	}

	/** Goodreads knows whole stars: a half one counts as whole. */
	private static int stars(Opinion opinion) {
		Integer halfStars = opinion.halfStars();
		return (halfStars != null) ? (halfStars + 1) / 2 : 0;
	}

	private static String shelf(ReadingStatus status) {
		return switch (status) {
			case TBR -> "to-read";
			case READING -> "currently-reading";
			case FINISHED -> "read";
			case ABANDONED -> "did-not-finish";
		};
	}

}
