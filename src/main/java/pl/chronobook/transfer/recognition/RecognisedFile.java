package pl.chronobook.transfer.recognition;

import java.util.Map;

import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.file.UnreadableFileException;
import pl.chronobook.transfer.file.Upload;
import pl.chronobook.transfer.format.HistoryFormat;
import pl.chronobook.transfer.format.chronobook.AccountJson;

/**
 * The result of recognising one uploaded file, which is opened once for that.
 */
sealed interface RecognisedFile {

	Upload file();

	/**
	 * A table of books or sessions.
	 *
	 * @param format its format
	 * @param unexplained whether the reader has to explain its columns
	 */
	record Table(Upload file, CsvTable table, HistoryFormat format, boolean unexplained) implements RecognisedFile {
	}

	/** Settings and plans from ChronoBook. */
	record Account(Upload file, AccountJson content) implements RecognisedFile {
	}

	/**
	 * An SQLite database, whose kind can only be recognised together with its write-ahead
	 * log.
	 */
	record Database(Upload file) implements RecognisedFile {
	}

	/** The write-ahead log of a database. */
	record Log(Upload file) implements RecognisedFile {
	}

	/** Titles by the numbers of a shop. */
	record Titles(Upload file, Map<String, String> titles) implements RecognisedFile {
	}

	/** A file that cannot be imported. */
	record Refused(Upload file, UnreadableFileException reason) implements RecognisedFile {
	}

}
