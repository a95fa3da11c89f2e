package pl.chronobook.transfer.format.pasted;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The first line of a pasted table, which names its columns.
 *
 * @param delimiter what separates the columns
 * @param columns the numbers of the columns with title, author, ISBN and length, from 0;
 * -1 for one that is missing
 */
record PastedHeader(char delimiter, List<Integer> columns) {

	/** The names of the columns, in the order in which a row is passed on. */
	private static final List<Set<String>> NAMES = List.of(
			Set.of("tytuł", "tytul", "title", "książka", "tytuł książki", "book", "book title", "nazwa"),
			Set.of("autor", "autorka", "autorzy", "autor/ka", "author", "authors"),
			Set.of("isbn", "isbn13", "isbn-13", "ean"),
			Set.of("strony", "stron", "liczba stron", "ilość stron", "pages", "number of pages", "page count"));

	private static final int TITLE = 0;

	private static final int ISBN = 2;

	PastedHeader {
		columns = List.copyOf(columns);
	}

	/** Reads the first line of a list; empty if it does not name a title and more. */
	static Optional<PastedHeader> of(String line) {
		for (char delimiter : new char[] { '\t', ';', '|', ',' }) {
			List<String> cells = split(line, delimiter).stream()
				.map(cell -> cell.strip().toLowerCase(Locale.ROOT))
				.toList();
			List<Integer> columns = NAMES.stream().map(names -> {
				int column = 0;
				while (column < cells.size() && !names.contains(cells.get(column))) {
					column++;
				}
				return (column < cells.size()) ? column : -1;
			}).toList();
			if (columns.getFirst() >= 0 && columns.stream().skip(1).anyMatch(column -> column >= 0)) {
				return Optional.of(new PastedHeader(delimiter, columns));
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns the rows below the header as title, author, ISBN and length. Where quotes
	 * make no table, every line is a row.
	 * @param lines the lines below the header
	 * @param number the number of the header, from 1
	 */
	List<PastedText.Row> rows(List<String> lines, int number) {
		List<PastedText.Row> rows = new ArrayList<>();
		CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(this.delimiter).get();
		try (CSVParser parser = CSVParser.parse(new StringReader(String.join("\n", lines)), format)) {
			int before = 0;
			for (CSVRecord cells : parser) {
				rows.add(new PastedText.Row(number + before + 1, arranged(cells.toList())));
				before = Math.toIntExact(parser.getCurrentLineNumber());
			}
			return rows;
		}
		catch (IOException | UncheckedIOException ex) {
			return IntStream.range(0, lines.size())
				.mapToObj(i -> new PastedText.Row(number + i + 1, arranged(split(lines.get(i), this.delimiter))))
				.toList();
		}
	}

	private static List<String> split(String line, char delimiter) {
		return Arrays.stream(line.split(String.valueOf(delimiter).replace("|", "\\|"), -1))
			.map(cell -> cell.strip().replaceFirst("^\"([^\"]*)\"$", "$1"))
			.toList();
	}

	/** A row of a single cell, and one that has only an ISBN, is a book, too. */
	private List<String> arranged(List<String> cells) {
		if (cells.size() == 1) {
			return List.of(cells.getFirst().replaceAll("\\R", " "));
		}
		List<String> row = new ArrayList<>(this.columns.stream()
			.map(column -> (column >= 0 && column < cells.size()) ? cells.get(column).replaceAll("\\R", " ") : "")
			.toList());
		if (row.get(TITLE).isBlank()) {
			if (row.get(ISBN).isBlank()) {
				return List.of("");
			}
			row.set(TITLE, row.get(ISBN));
		}
		return row;
	}

}
