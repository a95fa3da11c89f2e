package pl.chronobook.transfer.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One kind of file that histories come in. A file's kind is known by the columns it has,
 * never by its name.
 */
interface HistoryFormat {

	/**
	 * What the format is called in {@code transfer.format.NAME}.
	 */
	String name();

	/**
	 * The columns by which it is recognised, in lower case; a file may have others too.
	 */
	List<String> columns();

	/**
	 * Reads the history of one reader from a table that has the columns.
	 */
	History read(CsvTable table, Reading reading);

	/**
	 * For whom, where and when a file is read.
	 *
	 * @param zone where times without an offset were read off the clock
	 * @param now after which nothing can have been read
	 * @param person which of several readers in the file; null if none was chosen
	 */
	record Reading(ZoneId zone, Instant now, @Nullable String person) {
	}

}
