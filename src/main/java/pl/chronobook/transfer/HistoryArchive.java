package pl.chronobook.transfer;

import java.io.IOException;
import java.io.OutputStream;

import pl.chronobook.identity.ReaderId;

/**
 * Exports a reader's data as one archive.
 */
public interface HistoryArchive {

	/**
	 * Writes all data of the reader as one ZIP, which can be imported unchanged.
	 * @param out the target; it is flushed and stays open
	 */
	void writeArchive(ReaderId reader, OutputStream out) throws IOException;

}
