package pl.chronobook.transfer.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The rejected rows of a file with the data needed to write them again.
 *
 * @param header the columns of the file
 * @param delimiter the delimiter of its cells
 * @param rows passes the rows to a consumer, one after the other
 */
public record RejectedRows(List<String> header, String delimiter, Consumer<Consumer<RejectedRow>> rows) {

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	/**
	 * Writes a file that can be corrected and imported: the original columns, followed by
	 * the line and the reason. The byte order mark makes spreadsheets show Polish
	 * letters.
	 */
	public void write(Texts texts, Appendable out) throws IOException {
		out.append(BYTE_ORDER_MARK);
		CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setDelimiter(this.delimiter).get());
		csv.printRecord(line(this.header, texts.line(), texts.reason()));
		this.rows.accept(row -> {
			try {
				csv.printRecord(line(row.cells(), String.valueOf(row.line()), texts.reasons().apply(row.problem())));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		csv.flush();
	}

	private List<String> line(List<String> cells, String line, String reason) {
		List<String> all = new ArrayList<>(
				cells.stream().map(cell -> Formulas.isTrigger(cell) ? Formulas.guard(cell) : cell).toList());
		while (all.size() < this.header.size()) {
			all.add("");
		}
		all.add(line);
		all.add(reason);
		return all;
	}

	/**
	 * The texts of the file.
	 *
	 * @param line the heading of the column with the lines
	 * @param reason the heading of the column with the reasons
	 * @param reasons the text of each problem
	 */
	public record Texts(String line, String reason, Function<RowProblem, String> reasons) {
	}

}
