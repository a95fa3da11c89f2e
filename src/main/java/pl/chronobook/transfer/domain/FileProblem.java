package pl.chronobook.transfer.domain;

/**
 * Why a file as a whole cannot be imported; the message for the reader is
 * {@code transfer.file.NAME}.
 */
public enum FileProblem {

	EMPTY, HEADER_ONLY, HTML, LINE_TOO_LONG, MISSING_COLUMNS, NO_FILE, NOT_TEXT, SPREADSHEET, TOO_LARGE, TOO_MANY_LINES,
	UNKNOWN

}
