package pl.chronobook.transfer.format.mapped;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.format.Format;
import pl.chronobook.transfer.format.mapped.ColumnMapping.Meaning;

/**
 * Tables of books that other programs export, recognised by columns that no other program
 * has. Each constant has the name of its {@link Format}.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Map.of are
public enum KnownTable {

	HARDCOVER(List.of("title", "author", "status", "isbn 13", "date started", "date finished"), Map.of()),
	BOOKWYRM(List.of("title", "author text", "shelf"), Map.of(Meaning.STATUS, "shelf")),
	OPENREADS(List.of("title", "author", "status", "readings", "olid"), Map.of()),
	OLD_OPENREADS(List.of("title", "author", "status", "start date", "finish date"), Map.of()),
	OPEN_LIBRARY(List.of("work id", "title", "authors", "bookshelf"), Map.of()),
	LIBRARYTHING(List.of("title", "primary author"), Map.of(Meaning.BINDING, "media")),
	LIBIB(List.of("title", "creators", "ean isbn13"), Map.of()),
	YAMTRACK(List.of("title", "media id", "media type", "status"), Map.of()),
	JELU(List.of("title", "authors", "last reading event"), Map.of()),
	JELU_EXPORT(List.of("title", "author", "read dates", "dropped dates", "currently reading"),
			Map.of(Meaning.STATUS, "shelves", Meaning.AUTHOR, "author", Meaning.STARTED, "currently reading",
					Meaning.FINISHED, "read dates", Meaning.STOPPED, "dropped dates")),
	LUBIMYCZYTAC(List.of("title", "author", "shelves", "date read"), Map.of(Meaning.STATUS, "shelves")),
	GOODREADS_DATA(List.of("book", "read status"), Map.of(Meaning.TITLE, "book", Meaning.FINISHED, "read at")),
	LIBRARYTHING_JSON(List.of("title", "primaryauthor"), Map.of(Meaning.AUTHOR, "primaryauthor", Meaning.FINISHED,
			"dateread", Meaning.STARTED, "datestarted", Meaning.ADDED, "entrydate"));

	private static final int FIRST_READING = 15;

	private static final int COLUMNS_OF_A_READING = 4;

	private final List<String> columns;

	private final Map<Meaning, String> named;

	KnownTable(List<String> columns, Map<Meaning, String> named) {
		this.columns = columns;
		this.named = named;
	}

	/** Returns the program that exported a table. */
	public static Optional<KnownTable> of(CsvTable table) {
		List<String> header = table.headerCells().stream().map(ColumnMapping::normalised).toList();
		return Arrays.stream(values()).filter(known -> header.containsAll(known.columns)).findFirst();
	}

	/**
	 * Bookmory's spreadsheet, whose header is in the language of the app, below a row
	 * that groups its columns: 15 of the book, then four for each reading, of which the
	 * first holds both days.
	 */
	public static Optional<MappedCsv> bookmory(CsvTable table) {
		List<String> groups = table.headerCells();
		if (groups.size() <= FIRST_READING || groups.getFirst().isBlank() || groups.get(FIRST_READING).isBlank()
				|| table.lineCount() < 2) {
			return Optional.empty();
		}
		for (int i = 1; i < groups.size(); i++) {
			boolean reading = i >= FIRST_READING && (i - FIRST_READING) % COLUMNS_OF_A_READING == 0;
			if (groups.get(i).isBlank() == reading) {
				return Optional.empty();
			}
		}
		List<Integer> periods = IntStream.range(FIRST_READING, table.withHeaderOn(1).headerCells().size())
			.filter(column -> (column - FIRST_READING) % COLUMNS_OF_A_READING == 0)
			.boxed()
			.toList();
		return Optional.of(new MappedCsv(new ColumnMapping(
				Map.of(Meaning.TITLE, 0, Meaning.AUTHOR, 1, Meaning.ISBN, 8, Meaning.PAGES, 10, Meaning.STATUS, 14)),
				Format.BOOKMORY, periods));
	}

	/** Returns the format for tables of the program. */
	public MappedCsv format(CsvTable table) {
		List<String> header = table.headerCells().stream().map(ColumnMapping::normalised).toList();
		Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
		columns.putAll(ColumnMapping.guess(table.headerCells()).columns());
		this.named.forEach((meaning, name) -> {
			int column = header.indexOf(name);
			if (column >= 0) {
				columns.values().remove(column);
				columns.put(meaning, column);
			}
			else {
				columns.remove(meaning);
			}
		});
		return new MappedCsv(new ColumnMapping(columns), Format.valueOf(name()));
	}

}
