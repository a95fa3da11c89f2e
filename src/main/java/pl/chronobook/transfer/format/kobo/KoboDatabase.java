package pl.chronobook.transfer.format.kobo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import pl.chronobook.transfer.file.FileProblem;
import pl.chronobook.transfer.file.SqliteFile;
import pl.chronobook.transfer.file.SqliteFile.RowReader;
import pl.chronobook.transfer.file.UnreadableFileException;

/**
 * The tables of {@code KoboReader.sqlite}. Which columns and tables there are depends on
 * the firmware; a missing column reads as NULL and a missing table as empty.
 */
final class KoboDatabase {

	static final List<String> BOOK_COLUMNS = List.of("contentid", "title", "attribution", "isbn", "mimetype",
			"accessibility", "readstatus", "___percentread", "datelastread", "timespentreading",
			"lasttimestartedreading", "lasttimefinishedreading", "storepages", "___numpages", "dateadded");

	static final List<String> ANALYTICS_COLUMNS = List.of("type", "timestamp", "attributes", "metrics");

	private static final List<String> EVENT_COLUMNS = List.of("eventtype", "contentid", "firstoccurrence",
			"lastoccurrence");

	private static final List<String> RATING_COLUMNS = List.of("contentid", "rating", "review");

	/** The longest text that is read from a cell. */
	private static final int LONGEST_CELL = 4_000;

	private final SqliteFile database;

	private final Set<String> content;

	private final Set<String> analytics;

	private final Set<String> events;

	private final Set<String> ratings;

	private KoboDatabase(SqliteFile database, Set<String> content) {
		this.database = database;
		this.content = content;
		this.analytics = database.columns("analyticsevents");
		this.events = database.columns("event");
		this.ratings = database.columns("ratings");
	}

	/** Returns whether a database is a Kobo's. */
	static boolean isIn(SqliteFile database) {
		return isContent(database.columns("content"));
	}

	/**
	 * Checks that the table of books exists.
	 * @throws UnreadableFileException if it does not
	 */
	static KoboDatabase in(SqliteFile database) {
		Set<String> content = database.columns("content");
		if (!isContent(content)) {
			throw new UnreadableFileException(FileProblem.OTHER_DATABASE);
		}
		return new KoboDatabase(database, content);
	}

	private static boolean isContent(Set<String> columns) {
		return columns.containsAll(Set.of("contentid", "title"))
				&& (columns.contains("readstatus") || columns.contains("___percentread"));
	}

	/**
	 * Passes every book to {@code reader}, with cells in the order of
	 * {@link #BOOK_COLUMNS}.
	 */
	void books(RowReader reader) {
		String books = this.content.contains("contenttype") ? " WHERE CAST(contenttype AS TEXT) = '6'" : "";
		this.database.query("SELECT %s FROM content%s".formatted(cells(BOOK_COLUMNS, this.content), books), reader);
	}

	/** Passes the moments at which books were opened and left, in no order. */
	void analytics(RowReader reader) {
		if (this.analytics.containsAll(ANALYTICS_COLUMNS)) {
			this.database.query("SELECT %s FROM analyticsevents WHERE type IN ('OpenContent', 'LeaveContent')"
				.formatted(cells(ANALYTICS_COLUMNS, this.analytics)), reader);
		}
	}

	/** Passes the first and last time of each kind of event of a book. */
	void events(RowReader reader) {
		if (this.events.containsAll(EVENT_COLUMNS)) {
			this.database.query("SELECT %s FROM event".formatted(cells(EVENT_COLUMNS, this.events)), reader);
		}
	}

	/** Passes the reader's own ratings and reviews of books. */
	void ratings(RowReader reader) {
		if (this.ratings.containsAll(Set.of("contentid", "rating"))) {
			this.database.query("SELECT %s FROM ratings".formatted(cells(RATING_COLUMNS, this.ratings)), reader);
		}
	}

	private static String cells(List<String> wanted, Set<String> present) {
		return wanted.stream()
			.map(column -> present.contains(column) ? "substr(CAST(%s AS TEXT), 1, %d)".formatted(column, LONGEST_CELL)
					: "NULL")
			.collect(Collectors.joining(", "));
	}

}
