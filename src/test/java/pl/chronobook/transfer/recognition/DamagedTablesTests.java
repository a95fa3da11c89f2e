package pl.chronobook.transfer.recognition;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import pl.chronobook.transfer.file.Scratch;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.Choices;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ParseContext;
import pl.chronobook.transfer.recognition.HistoryFiles.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages good tables at random, as spreadsheets and people do: no readable book is lost,
 * and every loss is listed.
 */
class DamagedTablesTests {

	private static final List<String> JUNK = List.of("########", "#NAME?", "n/a", "-", "???", "31.02.2026", "1e400",
			"=1+1", "ż", "12345678901234567890", "null", "\t", "2026-13-45", "0", "-7");

	/** The columns whose cells are damaged; title and author stay readable. */
	@SuppressWarnings("ImmutableEnumChecker") // List.of is
	enum Program {

		GOODREADS("Book Id,Title,Author,ISBN13,Number of Pages,Date Read,Date Added,Exclusive Shelf", "1", "T", "A",
				"9788300000012", "300", "2026/02/20", "2026/01/02", "read"),
		STORYGRAPH("Title,Authors,ISBN/UID,Read Status,Date Added,Last Date Read,Dates Read", "T", "A", "9788300000012",
				"read", "2026/01/02", "2026/02/20", "2026/02/01-2026/02/20"),
		BOOKWYRM("title,author_text,isbn_13,start_date,finish_date,stopped_date,shelf", "T", "A", "9788300000012",
				"2026-02-01", "2026-02-20", "", "read"),
		OPENREADS("title,author,status,start_date,finish_date,pages", "T", "A", "finished", "2026-02-01", "2026-02-20",
				"300"),
		LUBIMYCZYTAC("Title,Author,ISBN,Date Read,Shelves", "T", "A", "9788300000012", "2026-02-20", "Przeczytane"),
		OWN("Tytuł,Autor,Status,Data przeczytania,Liczba stron", "T", "A", "Przeczytane", "20.02.2026", "300");

		private final List<String> header;

		private final List<String> row;

		Program(String header, String... row) {
			this.header = List.of(header.split(",", -1));
			this.row = List.of(row);
		}

	}

	@Property(tries = 300, seed = "20261126")
	void damagedCellsLoseNoBook(@ForAll Program program, @ForAll("seeds") long seed) {
		Random random = new Random(seed);
		List<List<String>> rows = rows(program, random);
		int books = rows.size() - 1;
		for (List<String> row : rows.subList(1, rows.size())) {
			for (int i = 0; i < row.size(); i++) {
				if (!row.get(i).startsWith("Tytuł ") && !row.get(i).startsWith("Autor ") && random.nextInt(5) == 0) {
					row.set(i, JUNK.get(random.nextInt(JUNK.size())));
				}
			}
		}
		History history = read(bytes(rows, random));
		assertThat(history.books()).as("%s", rows).hasSize(books);
		assertThat(history.rejected()).isEmpty();
		assertThat(history.books()).extracting(book -> book.book().title())
			.containsExactlyInAnyOrderElementsOf(titles(rows));
	}

	@Property(tries = 200, seed = "20261127")
	void everyRowIsABookOrListedWhateverHappensToItsQuotes(@ForAll Program program, @ForAll("seeds") long seed) {
		Random random = new Random(seed);
		List<List<String>> rows = rows(program, random);
		List<String> lines = new ArrayList<>(text(rows, ',', false, false, random).lines().toList());
		for (int i = 1; i < lines.size(); i++) {
			if (random.nextInt(4) == 0) {
				StringBuilder line = new StringBuilder(lines.get(i));
				int at = random.nextInt(line.length());
				switch (random.nextInt(3)) {
					case 0 -> line.insert(at, '"');
					case 1 -> line.setLength(Math.max(1, at));
					default -> line.insert(at, ",,");
				}
				lines.set(i, line.toString());
			}
		}
		History history = read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
		for (int i = 1; i < lines.size(); i++) {
			String title = rows.get(i).stream().filter(cell -> cell.startsWith("Tytuł ")).findFirst().orElseThrow();
			boolean read = history.books().stream().anyMatch(book -> book.book().title().contains(title));
			boolean rejected = history.rejected().stream().anyMatch(row -> row.cells().toString().contains(title));
			int number = i + 1;
			boolean near = history.rejected().stream().anyMatch(row -> Math.abs(row.line() - number) <= 1);
			boolean damaged = !lines.get(i).contains(title) || near || lines.get(i).contains("\"");
			assertThat(read || rejected || damaged).as("%s in %s", title, lines).isTrue();
		}
	}

	@Provide
	Arbitrary<Long> seeds() {
		return Arbitraries.longs();
	}

	private static List<String> titles(List<List<String>> rows) {
		return rows.subList(1, rows.size())
			.stream()
			.map(row -> row.stream().filter(cell -> cell.startsWith("Tytuł ")).findFirst().orElseThrow())
			.toList();
	}

	/** A header and some rows, with their columns in any order. */
	private static List<List<String>> rows(Program program, Random random) {
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < program.header.size(); i++) {
			order.add(i);
		}
		Collections.shuffle(order, random);
		List<List<String>> rows = new ArrayList<>();
		rows.add(order.stream().map(program.header::get).collect(Collectors.toCollection(ArrayList::new)));
		int count = 1 + random.nextInt(8);
		for (int number = 0; number < count; number++) {
			int book = number;
			rows.add(order.stream()
				.map(column -> cell(program.row.get(column), book))
				.collect(Collectors.toCollection(ArrayList::new)));
		}
		return rows;
	}

	private static String cell(String template, int number) {
		return switch (template) {
			case "T" -> "Tytuł żółwia " + number;
			case "A" -> "Autor Źdźbło " + number;
			case "9788300000012" -> "";
			default -> template;
		};
	}

	private static byte[] bytes(List<List<String>> rows, Random random) {
		char delimiter = new char[] { ',', ';', '\t' }[random.nextInt(3)];
		String text = text(rows, delimiter, random.nextBoolean(), delimiter == ',' && random.nextInt(4) == 0, random);
		return switch (random.nextInt(4)) {
			case 0 -> text.getBytes(Charset.forName("windows-1250"));
			case 1 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
			case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
			default -> text.getBytes(StandardCharsets.UTF_8);
		};
	}

	private static String text(List<List<String>> rows, char delimiter, boolean trailing, boolean oneCell,
			Random random) {
		boolean quoted = random.nextBoolean();
		StringBuilder text = new StringBuilder();
		for (List<String> row : rows) {
			String line = row.stream()
				.map(cell -> (quoted || cell.contains("\t")) ? '"' + cell + '"' : cell)
				.collect(Collectors.joining(String.valueOf(delimiter)));
			text.append(oneCell ? '"' + line.replace("\"", "\"\"") + "\";" : line)
				.append((trailing && !oneCell) ? String.valueOf(delimiter).repeat(2) : "")
				.append(random.nextBoolean() ? "\r\n" : "\n");
		}
		return text.toString();
	}

	private static History read(byte[] file) {
		try (Scratch scratch = new Scratch()) {
			List<Upload> checked = Histories.FILES.check(List.of(new Upload("plik.csv", file)), scratch);
			return Histories.FILES.open(checked.stream().map(upload -> new StoredFile(upload, null)).toList())
				.histories()
				.getFirst()
				.read(new ParseContext(ZoneId.of("Europe/Warsaw"), Instant.parse("2026-11-26T12:00:00Z"),
						Choices.of(null), 40, Map.of()));
		}
	}

}
