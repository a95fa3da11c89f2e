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

	PastedHeader {
		columns = List.copyOf(columns);
	}

	/** Reads the first line of a list; empty if it does not name a title and more. */
	static Optional<PastedHeader> of(String line) {
		for (char delimiter : new char[] { '\t', ';', '|', ',' }) {
			List<String> cells = Arrays.stream(line.split(String.valueOf(delimiter).replace("|", "\\|"), -1))
				.map(cell -> cell.replace("\"", "").strip().toLowerCase(Locale.ROOT))
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
	 * Returns the rows below the header as title, author, ISBN and length. What is no
	 * table after all stays a list of lines.
	 */
	List<String[]> rows(List<String> lines) {
		List<String[]> rows = new ArrayList<>();
		CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(this.delimiter).get();
		try (CSVParser parser = CSVParser.parse(new StringReader(String.join("\n", lines)), format)) {
			for (CSVRecord cells : parser) {
				rows.add(this.columns.stream()
					.map(column -> (column >= 0 && column < cells.size()) ? cells.get(column).replaceAll("\\R", " ")
							: "")
					.toArray(String[]::new));
			}
			return rows;
		}
		catch (IOException | UncheckedIOException ex) {
			return lines.stream()
				.map(line -> line.split(String.valueOf(this.delimiter).replace("|", "\\|"), -1))
				.toList();
		}
	}

}
