package pl.chronobook.transfer.domain;

/**
 * Why a file as a whole cannot be imported; the message for the reader is
 * {@code transfer.file.NAME}.
 */
public enum FileProblem {

	DAMAGED_DATABASE, EMPTY, HEADER_ONLY, HTML, LINE_TOO_LONG, MISSING_COLUMNS, NEWER_VERSION, NO_FILE, NO_HISTORY,
	NOT_TEXT, OLD_KOREADER, OTHER_DATABASE, SPREADSHEET, TITLES_ONLY, TOO_LARGE, TOO_MANY_EVENTS, TOO_MANY_FILES,
	TOO_MANY_LINES, UNKNOWN, WAL_ALONE, ZIP_BOMB, ZIP_DAMAGED, ZIP_WITHOUT_HISTORY

}
