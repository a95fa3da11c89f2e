package pl.chronobook.transfer.format;

import java.util.List;

import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.history.History;
import pl.chronobook.transfer.history.ParseContext;

/**
 * A format of CSV files with histories. It is recognised by its columns, never by the
 * name of the file.
 */
public interface HistoryFormat {

	/** Returns the format. */
	Format format();

	/**
	 * Returns the columns by which it is recognised, in lower case; a file may have
	 * others too.
	 */
	List<String> columns();

	/**
	 * Reads the history of one reader from a table that has the columns.
	 */
	History read(CsvTable table, ParseContext reading);

	/**
	 * Returns whether it is ChronoBook's own, whose data needs no doubts.
	 */
	default boolean isOwn() {
		return false;
	}

}
