package pl.chronobook.transfer;

import java.time.LocalDateTime;

/**
 * Makes files of sessions.
 */
final class HistoryFile {

	static final String HEADER = "reader,book,start,end,pages,book_pages\n";

	private HistoryFile() {
	}

	/**
	 * Some years of sessions, every few hours, of a reader who finishes every book but
	 * the last.
	 */
	static String sessions(int sessions, int books) {
		StringBuilder csv = new StringBuilder(HEADER);
		LocalDateTime time = LocalDateTime.of(2012, 1, 1, 20, 0);
		for (int i = 0; i < sessions; i++) {
			int book = (int) ((long) i * books / sessions);
			int length = (book < books - 1) ? 10 : 20_000;
			csv.append(
					"r1,b%04d,%s,%s,%s,%d%n".formatted(book, time, time.plusMinutes(31), 10 + i % 10 / 10.0, length));
			time = time.plusHours(6);
		}
		return csv.toString();
	}

}
