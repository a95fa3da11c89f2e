package pl.chronobook.transfer.format.mapped;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.TextFile;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.history.AssumedLength;

/**
 * Converts a pasted table with a history into a file that is imported as any other is.
 */
public final class PastedTable {

	private PastedTable() {
	}

	/**
	 * Converts a table, whose header is its first line.
	 * @param name the name of the file, by which the reader recognises it
	 * @param assumed the length of the books for which the table names none; null if it
	 * is unknown
	 */
	public static Upload file(String table, String name, @Nullable AssumedLength assumed) {
		Upload plain = upload(table, name);
		if (assumed == null) {
			return plain;
		}
		int begin = table.length() - table.stripLeading().length();
		int end = begin;
		while (end < table.length() && table.charAt(end) != '\n' && table.charAt(end) != '\r') {
			end++;
		}
		CsvTable rows = CsvTable.of(TextFile.of(plain));
		boolean goesOn = table.substring(begin, end).chars().filter(c -> c == '"').count() % 2 > 0;
		if (rows.isUnwrapped() || goesOn) {
			// The line does not end between two cells
			return plain;
		}
		return upload(table.substring(0, end) + rows.delimiter() + assumed.cell() + table.substring(end), name);
	}

	private static Upload upload(String table, String name) {
		return new Upload(name, table.getBytes(StandardCharsets.UTF_8));
	}

}
