package pl.chronobook.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file with a header, read one at a time.
 */
final class CsvRows implements AutoCloseable {

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
		.setHeader()
		.setSkipHeaderRecord(true)
		.setIgnoreEmptyLines(true)
		.get();

	private final Path file;

	private final CSVParser parser;

	private CsvRows(Path file, CSVParser parser) {
		this.file = file;
		this.parser = parser;
	}

	/**
	 * @throws UnreadableRowException if the file lacks one of the columns
	 */
	static CsvRows open(Path file, String... columns) throws IOException {
		BufferedReader reader = Files.newBufferedReader(file);
		try {
			CSVParser parser = FORMAT.parse(reader);
			List<String> missing = Arrays.stream(columns)
				.filter(column -> !parser.getHeaderNames().contains(column))
				.toList();
			if (!missing.isEmpty()) {
				throw new UnreadableRowException(file + ": columns are missing: " + String.join(", ", missing));
			}
			return new CsvRows(file, parser);
		}
		catch (IOException | RuntimeException ex) {
			reader.close();
			throw ex;
		}
	}

	/**
	 * Calls the action with each row.
	 * @throws UnreadableRowException if a row is not valid CSV, or the action refuses it
	 */
	void forEach(RowAction action) throws IOException {
		try {
			for (CSVRecord row : this.parser) {
				accept(action, row);
			}
		}
		catch (UncheckedIOException ex) {
			throw new UnreadableRowException(at(this.parser.getCurrentLineNumber()) + ex.getMessage());
		}
	}

	private void accept(RowAction action, CSVRecord row) throws IOException {
		long line = this.parser.getCurrentLineNumber();
		if (!row.isConsistent()) {
			throw new UnreadableRowException(
					at(line) + "%d values for %d columns".formatted(row.size(), this.parser.getHeaderNames().size()));
		}
		action.accept(new CsvRow(row, at(line)));
	}

	private String at(long line) {
		return this.file + ", line " + line + ": ";
	}

	@Override
	public void close() throws IOException {
		this.parser.close();
	}

	interface RowAction {

		void accept(CsvRow row) throws IOException;

	}

	/**
	 * A row of the file.
	 */
	static final class CsvRow {

		private final CSVRecord values;

		private final String place;

		private CsvRow(CSVRecord values, String place) {
			this.values = values;
			this.place = place;
		}

		String text(String column) {
			return this.values.get(column);
		}

		/**
		 * Returns the parsed value of a column.
		 * @throws UnreadableRowException if the parser refuses the text
		 */
		<T> T value(String column, Function<String, T> parser) {
			String text = text(column);
			return valid(() -> parser.apply(text), column + " cannot be " + (text.isEmpty() ? "empty" : text));
		}

		/**
		 * Creates an object from several values.
		 * @throws UnreadableRowException if the values are not valid together
		 */
		<T> T valid(Supplier<T> factory, String complaint) {
			try {
				return factory.get();
			}
			catch (IllegalArgumentException | DateTimeException ex) {
				throw new UnreadableRowException(this.place + complaint);
			}
		}

	}

	/**
	 * Thrown for a file that does not have the documented format; the message names the
	 * line.
	 */
	static final class UnreadableRowException extends RuntimeException {

		UnreadableRowException(String message) {
			super(message);
		}

	}

}
