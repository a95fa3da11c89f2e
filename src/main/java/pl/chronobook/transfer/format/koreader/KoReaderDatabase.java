package pl.chronobook.transfer.format.koreader;

import java.util.List;
import java.util.Set;

import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.SqliteFile.RowReader;
import pl.chronobook.transfer.file.UnreadableFileException;

/**
 * The tables of KOReader's {@code statistics.sqlite3}.
 */
final class KoReaderDatabase {

	private final SqliteFile database;

	private final Set<String> bookColumns;

	private KoReaderDatabase(SqliteFile database, Set<String> bookColumns) {
		this.database = database;
		this.bookColumns = bookColumns;
	}

	/** Returns whether a database is KOReader's, of any version. */
	static boolean isIn(SqliteFile database) {
		return database.has("page_stat_data") || (database.has("page_stat") && database.has("book"));
	}

	/**
	 * Checks that all tables exist.
	 * @throws UnreadableFileException if one is missing
	 */
	static KoReaderDatabase in(SqliteFile database) {
		Set<String> events = database.columns("page_stat_data");
		if (events.isEmpty()) {
			boolean old = database.has("page_stat") && !database.has("page_stat_data");
			throw new UnreadableFileException(old ? FileProblem.OLD_KOREADER : FileProblem.OTHER_DATABASE);
		}
		Set<String> books = database.columns("book");
		if (!books.containsAll(Set.of("id", "title")) || !events.containsAll(KoReader.COLUMNS)) {
			throw new UnreadableFileException(FileProblem.OTHER_DATABASE);
		}
		return new KoReaderDatabase(database, books);
	}

	/** Passes every book: number, title, authors, pages, md5 of the file. */
	void books(RowReader reader) {
		this.database.query("SELECT id, substr(title, 1, 2000), substr(%s, 1, 2000), %s, substr(%s, 1, 64) FROM book "
			.formatted(book("authors"), book("pages"), book("md5")) + "ORDER BY id", reader);
	}

	/**
	 * Returns the expression of a column of books, which versions before 2018 may lack.
	 */
	private String book(String column) {
		return this.bookColumns.contains(column) ? column : "NULL";
	}

	/**
	 * Passes every page event: book, page, start, duration, number of pages at that time.
	 */
	void events(RowReader reader) {
		List<String> cells = KoReader.COLUMNS.stream().map(KoReaderDatabase::number).toList();
		this.database.query("SELECT %s FROM page_stat_data".formatted(String.join(", ", cells)), reader);
	}

	/**
	 * Returns the expression of a cell as a number, or as the beginning of its text if it
	 * is none.
	 */
	private static String number(String column) {
		return "CASE WHEN typeof(%1$s) IN ('integer', 'real') THEN %1$s ELSE substr(%1$s, 1, 100) END"
			.formatted(column);
	}

}
