package pl.chronobook.transfer.recognition;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import pl.chronobook.transfer.HistoryFile;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.History.Note;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages databases, archives, JSON and tables of sessions at random: readable data are
 * imported, an unreadable row is listed, and an unreadable file is refused.
 */
class DamagedFilesTests {

	private static final List<String> WRONG_CELLS = List.of("NULL", "'tekst'", "x'00ff'", "-1", "1e300", "''",
			"'9999999999999999999'", "zeroblob(5000)", "char(0)");

	private static final List<String> WRONG_JSON = List.of("null", "-1", "\"\"", "[]", "{}", "true", "1e999",
			"\"2026-13-45\"", "[[[]]]", "\"\\u0000\"");

	private static final List<String> EVENT_CELLS = List.of("page", "start_time", "duration", "total_pages");

	/**
	 * Every event is on another evening here, so that each event becomes a session or a
	 * refused row, or is counted as ignored.
	 */
	@Property(tries = 60, seed = "20261128")
	void damagedKoReaderEventsAreListedWithoutAffectingOthers(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		int good = 1 + random.nextInt(4);
		int damaged = random.nextInt(4);
		int unread = random.nextInt(3);
		int[] rows = new int[1];
		byte[] file = HistoryFile.database(statement -> {
			// Columns in another order, without the optional ones, among other tables
			statement.execute(random.nextBoolean() ? "CREATE TABLE book (title, id INTEGER, md5, authors, pages, more)"
					: "CREATE TABLE book (id INTEGER PRIMARY KEY, title)");
			statement.execute("CREATE TABLE page_stat_data (total_pages, duration, start_time, page, id_book)");
			statement.execute("CREATE TABLE other (a, b)");
			for (int book = 1; book <= good + damaged + unread; book++) {
				boolean isDamaged = book > good && book <= good + damaged;
				statement.execute("INSERT INTO book (id, title) VALUES (%d, %s)".formatted(book,
						(isDamaged && random.nextBoolean()) ? wrong(random) : "'Tytuł " + book + "'"));
				for (int page = 1; page <= 3 && book <= good + damaged; page++) {
					long start = 1_700_000_000L + (book * 3 + page) * 86_400L;
					int times = (random.nextInt(6) == 0) ? 2 : 1;
					for (int time = 0; time < times; time++) {
						rows[0]++;
						statement.execute(
								"INSERT INTO page_stat_data (id_book, page, start_time, duration, total_pages) VALUES (%d, %d, %d, 60, 100)"
									.formatted(book, page, start));
					}
					if (isDamaged && random.nextBoolean()) {
						statement.execute("UPDATE page_stat_data SET %s = %s WHERE start_time = %d".formatted(
								EVENT_CELLS.get(random.nextInt(EVENT_CELLS.size())),
								(random.nextInt(4) == 0) ? "0" : wrong(random), start));
					}
				}
			}
		});
		History history = Histories.read(file);
		for (int book = 1; book <= good; book++) {
			String title = "Tytuł " + book;
			assertThat(history.books()).filteredOn(read -> read.book().title().equals(title))
				.singleElement()
				.satisfies(read -> assertThat(read.sessions()).hasSize(3));
		}
		assertThat(sessions(history) + history.rejected().size() + noted(history)).isEqualTo(rows[0]);
		assertThat(history.notes().getOrDefault(Note.NEVER_OPENED, 0)).isGreaterThanOrEqualTo(unread);
	}

	@Property(tries = 60, seed = "20261129")
	void damagedKoboRowsAreListedWithoutAffectingOthers(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		List<String> columns = List.of("Attribution", "ISBN", "___PercentRead", "DateLastRead", "TimeSpentReading",
				"LastTimeStartedReading", "LastTimeFinishedReading", "StorePages", "DateAdded", "ReadStatus");
		int books = 1 + random.nextInt(5);
		int others = random.nextInt(4);
		int events = random.nextInt(8);
		byte[] file = HistoryFile.kobo(statement -> {
			for (int book = 0; book < books; book++) {
				content(statement, "id" + book, "Tytuł " + book, "application/epub", "0");
			}
			for (int other = 0; other < others; other++) {
				boolean article = random.nextBoolean();
				content(statement, "other" + other, "Inny " + other, article ? "text/pocket" : "application/epub",
						article ? "0" : "6");
			}
			for (String column : columns) {
				if (random.nextInt(3) == 0) {
					statement.execute("UPDATE content SET %s = %s WHERE ContentID = 'id%d'".formatted(column,
							wrong(random), random.nextInt(books)));
				}
			}
			for (int event = 0; event < events; event++) {
				left(statement, random, event, "id" + random.nextInt(books + 1));
			}
		});
		History history = Histories.read(file);
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsAll(IntStream.range(0, books).mapToObj(book -> "Tytuł " + book).toList());
		Map<Note, Integer> notes = history.notes();
		assertThat(notes.getOrDefault(Note.PREVIEWS, 0) + notes.getOrDefault(Note.OTHER_MEDIA, 0)).isEqualTo(others);
		assertThat(sessions(history) + history.rejected().size() + notes.getOrDefault(Note.SHORT_SESSIONS, 0)
				+ notes.getOrDefault(Note.REPEATED, 0))
			.isEqualTo(events);
	}

	private static void content(Statement statement, String id, String title, String type, String accessibility)
			throws SQLException {
		statement.execute(
				"INSERT INTO content (ContentID, ContentType, MimeType, Title, ReadStatus, ___PercentRead, Accessibility) "
						+ "VALUES ('%s', '6', '%s', '%s', 2, 100, %s)".formatted(id, type, title, accessibility));
	}

	/** Inserts the event of leaving a book, intact or damaged. */
	private static void left(Statement statement, Random random, int event, String book) throws SQLException {
		List<String> cells = new ArrayList<>(List.of("'2026-01-%02dT20:00:00Z'".formatted(event + 1),
				"'{\"volumeid\":\"%s\",\"progress\":\"%d\"}'".formatted(book, event),
				"'{\"SecondsRead\":%d,\"PagesTurned\":3}'".formatted((random.nextInt(4) == 0) ? 10 : 900)));
		if (random.nextBoolean()) {
			cells.set(random.nextInt(cells.size()), wrong(random));
		}
		statement.execute(
				"INSERT INTO AnalyticsEvents (Id, Type, Timestamp, Attributes, Metrics) VALUES (%d, 'LeaveContent', %s)"
					.formatted(event, String.join(", ", cells)));
		statement.execute(
				"INSERT INTO Event (EventType, ContentID, FirstOccurrence, LastOccurrence, ExtraData) VALUES (%d, 'id0', %s, %s, %s)"
					.formatted(event, wrong(random), wrong(random), wrong(random)));
	}

	private static int sessions(History history) {
		return history.books().stream().mapToInt(book -> book.sessions().size()).sum();
	}

	@Property(tries = 60, seed = "20261130")
	void damagedFileIsEitherReadOrRefused(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		byte[] whole = switch (random.nextInt(4)) {
			case 0 -> HistoryFile.koReader(300);
			case 1 -> HistoryFile.zip(Map.of("a.csv", HistoryFile.bytes(HistoryFile.goodreads(20))));
			case 2 -> HistoryFile.bytes("{\"1\":{\"title\":\"Lalka\",\"primaryauthor\":\"Prus\",\"pages\":\"680\"}}");
			default -> HistoryFile.bytes(HistoryFile.sessions(30, 2));
		};
		byte[] file = random.nextBoolean() ? Arrays.copyOf(whole, 1 + random.nextInt(whole.length)) : whole;
		for (int i = random.nextInt(20); i > 0; i--) {
			file[random.nextInt(file.length)] = (byte) random.nextInt(256);
		}
		try {
			assertThat(Histories.read(new Upload("plik", file))).isNotNull();
		}
		catch (UnreadableFileException ex) {
			assertThat(ex.problem()).isNotNull();
		}
	}

	@Property(tries = 60, seed = "20261201")
	void historyOfAnArchiveIsReadDespiteOtherFiles(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		Map<String, byte[]> files = new LinkedHashMap<>();
		String folder = "Moje/Pliki " + random.nextInt(9) + "/";
		Map<String, byte[]> rubbish = new LinkedHashMap<>();
		rubbish.put("__MACOSX/" + folder + "._eksport.csv", new byte[] { 0, 5, 22, 7 });
		rubbish.put(folder + ".DS_Store", new byte[] { 0, 0, 0, 1, 'B', 'u', 'd' });
		rubbish.put(folder + "czytaj.txt", HistoryFile.bytes("To jest plik z wyjaśnieniem.\nWięcej na stronie.\n"));
		rubbish.put(folder + "index.html", HistoryFile.bytes("<html></html>"));
		rubbish.put(folder + "zły.json", HistoryFile.bytes("{"));
		rubbish.put(folder + "mimetype", HistoryFile.bytes("text/plain"));
		rubbish.put(folder + "styles.xml", HistoryFile.bytes("<a/>"));
		rubbish.put(folder + "w środku.zip", HistoryFile.zip(Map.of("a.csv", new byte[1])));
		boolean before = random.nextBoolean();
		byte[] history = HistoryFile.bytes(HistoryFile.goodreads(5));
		if (before) {
			files.put(folder + "eksport.csv", history);
		}
		rubbish.forEach((name, content) -> {
			if (random.nextBoolean()) {
				files.put(name, content);
			}
		});
		files.put(folder + "eksport.csv", history);
		assertThat(Histories.read(new Upload("a.zip", HistoryFile.zip(files)))).singleElement()
			.satisfies(read -> assertThat(read.books()).hasSize(5));
	}

	@Property(tries = 100, seed = "20261202")
	void damagedJsonValuesLoseNoBook(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		int books = 1 + random.nextInt(5);
		boolean library = random.nextBoolean();
		List<String> names = library
				? List.of("pages", "isbn", "collections", "dateread", "datestarted", "entrydate", "format")
				: List.of("rating", "read_at", "started_at", "created_at", "review", "notes");
		StringBuilder json = new StringBuilder(library ? "{" : "[");
		for (int book = 0; book < books; book++) {
			json.append((book > 0) ? "," : "")
				.append(library ? "\"%1$d\":{\"title\":\"Tytuł %1$d\",\"primaryauthor\":\"Prus\"".formatted(book)
						: "{\"book\":\"Tytuł %d\",\"read_status\":\"read\"".formatted(book));
			for (String name : names) {
				if (random.nextInt(3) > 0) {
					json.append(",\"")
						.append(name)
						.append("\":")
						.append(WRONG_JSON.get(random.nextInt(WRONG_JSON.size())));
				}
			}
			json.append('}');
		}
		String text = json.append(library ? '}' : ']').toString();
		History history = Histories
			.read((random.nextBoolean() ? "\uFEFF" + text : text).getBytes(StandardCharsets.UTF_8));
		assertThat(history.books()).as(text).hasSize(books);
	}

	@Property(tries = 150, seed = "20261203")
	void everySessionIsReadOrListed(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		int kind = random.nextInt(3);
		StringBuilder table = new StringBuilder(
				List.of(HistoryFile.KINDLE, HistoryFile.HEADER, HistoryFile.KINDLE_DEVICES).get(kind));
		int rows = 1 + random.nextInt(8);
		for (int row = 0; row < rows; row++) {
			String day = "2026-01-0%dT20:".formatted(row + 1);
			List<String> cells = new ArrayList<>(switch (kind) {
				case 0 ->
					List.of("B00000000" + row, day + "00:00Z", day + "40:00Z", "Tytuł " + row, "2400000", "amazon.com");
				case 1 -> List.of("r1", "b" + row, day + "00", day + "40", "30", "300");
				default -> List.of(day + "00:00Z", day + "40:00Z", "B00000000" + row, "EBOK", "EINK", "2400000", "55");
			});
			if (random.nextInt(2) == 0) {
				cells.set(random.nextInt((kind == 1) ? 1 : 0, cells.size()),
						List.of("", "########", "-5", "ż", "1e9", "Not Available", "null", "KindleEBookSample")
							.get(random.nextInt(8)));
			}
			table.append(String.join(",", cells)).append(random.nextBoolean() ? "\r\n" : "\n");
		}
		History history = Histories.read(table.toString());
		assertThat(sessions(history) + history.rejected().size() + noted(history)).as("%s", table)
			.isGreaterThanOrEqualTo(rows);
	}

	@Property(tries = 60, seed = "20261204")
	void noRowOfAnOwnArchiveIsLostSilently(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		String header = "record,title,author,isbn,status,book_pages,current_page,added,start,end,pages,completed";
		int width = header.split(",").length;
		int books = 1 + random.nextInt(4);
		List<String> lines = new ArrayList<>();
		for (int book = 0; book < books; book++) {
			String name = "Tytuł %1$d,Autor %1$d,".formatted(book);
			lines.add("book," + name + ",finished,300,300,2026-01-02T18:00:00Z,,,,");
			lines.add("reading," + name + ",,,,,2026-01-03,20.01.2026,,true");
			lines.add("session," + name + ",,,,,2026-01-03T20:10:00Z,2026-01-03T20:55:00Z,28,");
		}
		List<String> written = new ArrayList<>(lines);
		int damaged = random.nextInt(lines.size());
		List<String> cells = new ArrayList<>(Arrays.asList(lines.get(damaged).split(",", -1)));
		cells.set(random.nextInt(width),
				List.of("", "########", "-5", "2026-13-45", "ż", "1e9", "\"", "null").get(random.nextInt(8)));
		written.set(damaged,
				String.join(",", random.nextBoolean() ? cells : cells.subList(0, 1 + random.nextInt(width))));
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("goodreads.csv", HistoryFile.bytes(HistoryFile.goodreads(5)));
		files.put("historia.csv", HistoryFile.bytes(header + "\n" + String.join("\n", written) + "\n"));
		String account = "{\"format\":\"chronobook-account\",\"version\":1,\"settings\":%s,\"plan\":%s}".formatted(
				WRONG_JSON.get(random.nextInt(WRONG_JSON.size())), WRONG_JSON.get(random.nextInt(WRONG_JSON.size())));
		files.put("konto.json", HistoryFile
			.bytes(account.substring(0, random.nextBoolean() ? account.length() : random.nextInt(account.length()))));
		files.put("historia.json", HistoryFile.bytes("{\"format\":\"chronobook\",\"version\":2,\"books\":[]}"));
		List<History> read = Histories.read(new Upload("chronobook.zip", HistoryFile.zip(files)));
		History history = read.getFirst();
		for (int book = 0; book < books; book++) {
			String title = "Tytuł " + book;
			if (book != damaged / 3) {
				assertThat(history.books()).filteredOn(found -> found.book().title().equals(title))
					.singleElement()
					.satisfies(found -> assertThat(found.sessions()).hasSize(1))
					.satisfies(found -> assertThat(found.readings()).hasSize(1));
			}
		}
		int rows = history.rejected().size() + noted(history) + sessions(history)
				+ history.books().stream().mapToInt(book -> book.readings().size()).sum()
				+ (int) written.stream()
					.filter(line -> line.startsWith("book,"))
					.filter(line -> history.rejected()
						.stream()
						.noneMatch(refused -> String.join(",", refused.cells()).equals(line)))
					.count();
		assertThat(rows).as("%s", written.get(damaged)).isGreaterThanOrEqualTo(lines.size());
	}

	/** Returns the number of rows that were left out and counted. */
	private static int noted(History history) {
		return List
			.of(Note.SHORT_SESSIONS, Note.WITHOUT_TIMES, Note.REPEATED, Note.ODD_SESSIONS, Note.OTHER_MEDIA,
					Note.SAMPLES, Note.DELETED_BOOKS)
			.stream()
			.mapToInt(note -> history.notes().getOrDefault(note, 0))
			.sum();
	}

	private static String wrong(Random random) {
		return WRONG_CELLS.get(random.nextInt(WRONG_CELLS.size()));
	}

	@Provide
	Arbitrary<Long> seeds() {
		return Arbitraries.longs();
	}

}
