package pl.chronobook.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.util.FileSystemUtils;

/**
 * Creates files as other programs write them, with all their quirks.
 */
public final class HistoryFile {

	public static final String HEADER = "reader,book,start,end,pages,book_pages\n";

	public static final String GOODREADS = "Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,"
			+ "Average Rating,Publisher,Binding,Number of Pages,Year Published,Original Publication Year,Date Read,"
			+ "Date Added,Bookshelves,Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,"
			+ "Read Count,Owned Copies\n";

	/** The header of Goodreads' export before 2022. */
	public static final String OLD_GOODREADS = GOODREADS.replace("Read Count,Owned Copies\n",
			"Read Count,Recommended For,Recommended By,Owned Copies,Original Purchase Date,"
					+ "Original Purchase Location,Condition,Condition Description,BCID\n");

	public static final String STORYGRAPH = "Title,Authors,Contributors,ISBN/UID,Format,Read Status,Date Added,"
			+ "Last Date Read,Dates Read,Read Count,Moods,Pace,Character- or Plot-Driven?,Strong Character Development?,"
			+ "Loveable Characters?,Diverse Characters?,Flawed Characters?,Star Rating,Review,Content Warnings,"
			+ "Content Warning Description,Tags,Owned?\n";

	public static final String KINDLE = "\uFEFFASIN,start_time,end_time,product_name,total_reading_milliseconds,reading_marketplace\n";

	public static final String KINDLE_DEVICES = "\uFEFFstart_timestamp,end_timestamp,ASIN,content_type,"
			+ "device_family,total_reading_millis,number_of_page_flips\n";

	private static final DateTimeFormatter GOODREADS_DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

	private HistoryFile() {
	}

	/**
	 * Some years of sessions, every few hours, of a reader who finishes every book but
	 * the last.
	 */
	public static String sessions(int sessions, int books) {
		StringBuilder csv = new StringBuilder(HEADER);
		LocalDateTime time = LocalDateTime.of(2012, 1, 1, 20, 0);
		for (int i = 0; i < sessions; i++) {
			int book = (int) ((long) i * books / sessions);
			int length = (book < books - 1) ? 10 : 20_000;
			csv.append(
					"r1,b%04d,%s,%s,%s,%d%n".formatted(book, time, time.plusMinutes(31), 10 + i % 10 / 10.0, length));
			time = time.plusHours(6);
		}
		return csv.toString();
	}

	/** A row of today's Goodreads export. */
	public static String goodreads(int id, String title, String author, String isbn13, Object pages, String read,
			String added, String shelf) {
		return "%d,\"%s\",\"%s\",\"\",,\"=\"\"\"\"\",\"=\"\"%s\"\"\",0,4.1,,Paperback,%s,2011,2009,%s,%s,%s,%s (#%d),%s,,,,%d,0%n"
			.formatted(id, title, author, isbn13, pages, read, added, shelf, shelf, id, shelf,
					"read".equals(shelf) ? 1 : 0);
	}

	/**
	 * A whole library: reviews over several lines, missing ISBNs, dates and lengths, runs
	 * of finish dates on 1 January.
	 */
	public static String goodreads(int books) {
		Random random = new Random(7);
		StringBuilder csv = new StringBuilder(GOODREADS);
		LocalDate day = LocalDate.of(2010, 3, 1);
		for (int i = 0; i < books; i++) {
			day = day.plusDays(random.nextInt(2));
			String shelf = (i % 5 == 4) ? "to-read" : "read";
			String read = !"read".equals(shelf) || i % 11 == 0 ? ""
					: (i % 7 == 0) ? "2015/01/01" : GOODREADS_DAY.format(day);
			String row = goodreads(1_000_000 + i,
					"Książka \"\"nr\"\" " + i + ((i % 3 == 0) ? " (Cykl, #" + i + ")" : ""),
					"Autor  Nazwisko" + i % 400, (i % 4 == 0) ? "" : isbn(i),
					(i % 9 == 0) ? "" : 150 + random.nextInt(500), read, GOODREADS_DAY.format(day.minusDays(20)),
					shelf);
			csv.append((i % 6 == 0) ? row.replace(",,,,1,0", ",\"Dobra,\n\"\"bardzo\"\"\ndobra<br/>\",,,1,0") : row);
		}
		return csv.toString();
	}

	/** The nth ISBN of a range. */
	public static String isbn(int number) {
		String stem = "97883%07d".formatted(number);
		int sum = 0;
		for (int i = 0; i < 12; i++) {
			sum += Character.digit(stem.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
		}
		return stem + (10 - sum % 10) % 10;
	}

	/** A row of StoryGraph's export. */
	public static String storyGraph(String title, String authors, String uid, String status, String added,
			String dates) {
		return "\"%s\",\"%s\",\"\",%s,paperback,%s,%s,,\"%s\",1,\"\",,,,,,,,,,,,No%n".formatted(title, authors, uid,
				status, added, dates);
	}

	/** Fills KOReader's database. */
	@FunctionalInterface
	public interface Filling {

		void fill(Statement statement) throws SQLException;

	}

	/** A database of KOReader, as its plugin creates it. */
	public static byte[] koReader(Filling filling) {
		return database(statement -> {
			createKoReaderTables(statement);
			filling.fill(statement);
		});
	}

	public static void createKoReaderTables(Statement statement) throws SQLException {
		statement.execute("""
				CREATE TABLE book (id integer PRIMARY KEY autoincrement, title text, authors text, notes integer,
				  last_open integer, highlights integer, pages integer, series text, language text, md5 text,
				  total_read_time integer, total_read_pages integer)""");
		statement.execute("""
				CREATE TABLE page_stat_data (id_book integer, page integer NOT NULL DEFAULT 0,
				  start_time integer NOT NULL DEFAULT 0, duration integer NOT NULL DEFAULT 0,
				  total_pages integer NOT NULL DEFAULT 0, UNIQUE (id_book, page, start_time),
				  FOREIGN KEY(id_book) REFERENCES book(id))""");
		statement.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
		statement.execute("CREATE INDEX page_stat_data_start_time ON page_stat_data(start_time)");
		statement.execute("""
				CREATE VIEW page_stat AS SELECT id_book, page + 1 AS page, start_time, duration FROM page_stat_data""");
		statement.execute("CREATE UNIQUE INDEX book_title_authors_md5 ON book(title, authors, md5)");
	}

	/**
	 * Years with a device: a screen a minute, half an hour every evening, books of 300
	 * screens.
	 */
	public static byte[] koReader(int events) {
		return koReader(statement -> {
			Connection connection = statement.getConnection();
			int books = events / 300 + 1;
			try (PreparedStatement book = connection
				.prepareStatement("INSERT INTO book (id, title, authors, pages, md5) VALUES (?, ?, ?, 300, ?)");
					PreparedStatement event = connection
						.prepareStatement("INSERT INTO page_stat_data VALUES (?, ?, ?, ?, 300)")) {
				for (int i = 0; i < books; i++) {
					book.setInt(1, i + 1);
					book.setString(2, "Powieść " + i);
					book.setString(3, (i % 10 == 0) ? "N/A" : "Jan Kowalski " + i % 50 + "\nAnna Nowak\0");
					book.setString(4, "md5-" + i);
					book.addBatch();
				}
				book.executeBatch();
				long evening = Instant.parse("2012-01-01T19:00:00Z").getEpochSecond();
				for (int i = 0; i < events; i++) {
					event.setInt(1, i / 300 + 1);
					event.setInt(2, i % 300 + 1);
					event.setLong(3, evening + (i / 30) * 86_400L + i % 30 * 60L);
					event.setInt(4, 40 + i % 20);
					event.addBatch();
					if (i % 1_000 == 999) {
						event.executeBatch();
					}
				}
				event.executeBatch();
			}
		});
	}

	/** A Kobo's database, with the tables and columns of firmware 4. */
	public static byte[] kobo(Filling filling) {
		return database(statement -> {
			statement.execute("""
					CREATE TABLE content (ContentID TEXT NOT NULL, ContentType TEXT NOT NULL, MimeType TEXT NOT NULL,
					  BookID TEXT, BookTitle TEXT, ImageId TEXT, Title TEXT, Attribution TEXT, DateCreated TEXT,
					  DateLastRead TEXT, ReadStatus INTEGER, ___NumPages INTEGER, ___PercentRead INTEGER,
					  Accessibility INTEGER, ISBN TEXT, Series TEXT, IsDownloaded BIT DEFAULT TRUE,
					  TimesStartedReading INTEGER, TimeSpentReading INTEGER, LastTimeStartedReading TEXT,
					  LastTimeFinishedReading TEXT, DateAdded TEXT, StorePages INTEGER DEFAULT 0,
					  PRIMARY KEY (ContentID))""");
			statement.execute("""
					CREATE TABLE Event (EventType INTEGER NOT NULL, FirstOccurrence TEXT, LastOccurrence TEXT,
					  EventCount INTEGER DEFAULT 0, ContentID TEXT, ExtraData BLOB, Checksum TEXT,
					  PRIMARY KEY (EventType, ContentID))""");
			statement.execute(
					"""
							CREATE TABLE AnalyticsEvents (Id TEXT, Type TEXT, Timestamp TEXT, Attributes TEXT, Metrics TEXT,
							  TestGroups TEXT, ClientApplicationVersion TEXT, Mandatory BIT DEFAULT FALSE, PRIMARY KEY (Id))""");
			filling.fill(statement);
		});
	}

	/** Any SQLite database. */
	public static byte[] database(Filling filling) {
		return filled("", filling).get("file");
	}

	/** A database in WAL mode with what is still in its write-ahead log. */
	public static Map<String, byte[]> koReaderWithLog(Filling before, Filling after) {
		return filled("wal", statement -> {
			createKoReaderTables(statement);
			before.fill(statement);
			statement.getConnection().commit();
			statement.getConnection().setAutoCommit(true);
			statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
			after.fill(statement);
			statement.getConnection().setAutoCommit(false);
		});
	}

	private static Map<String, byte[]> filled(String journal, Filling filling) {
		try {
			Path folder = Files.createTempDirectory("history-file-");
			try {
				Path file = folder.resolve("statistics.sqlite3");
				try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
						Statement statement = connection.createStatement()) {
					if ("wal".equals(journal)) {
						statement.execute("PRAGMA journal_mode = WAL");
						statement.execute("PRAGMA wal_autocheckpoint = 0");
					}
					connection.setAutoCommit(false);
					filling.fill(statement);
					connection.commit();
					Path log = folder.resolve("statistics.sqlite3-wal");
					return Map.of("file", Files.readAllBytes(file), "log",
							Files.exists(log) ? Files.readAllBytes(log) : new byte[0]);
				}
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A ZIP archive. */
	public static byte[] zip(Map<String, byte[]> files) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, byte[]> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue());
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** The same archive with entries that are marked as encrypted. */
	public static byte[] withPassword(byte[] zip) {
		byte[] marked = zip.clone();
		for (int i = 0; i + 8 < marked.length; i++) {
			if (marked[i] == 'P' && marked[i + 1] == 'K' && marked[i + 2] == 3 && marked[i + 3] == 4) {
				marked[i + 6] |= 1;
			}
		}
		return marked;
	}

	public static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
