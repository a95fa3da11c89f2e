package pl.chronobook.transfer.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A program whose files can be imported, with a page of help. Its name for the reader is
 * {@code transfer.help.NAME}.
 */
enum HelpTopic {

	GOODREADS, STORYGRAPH, KOREADER, KOBO, KINDLE, LUBIMYCZYTAC, HARDCOVER, BOOKWYRM, OPENREADS, OPEN_LIBRARY,
	LIBRARYTHING, LIBIB, YAMTRACK, BOOKMORY, JELU, TABLE, CHRONOBOOK;

	/** Returns the topic with an address; empty if there is none. */
	static Optional<HelpTopic> of(String address) {
		return Arrays.stream(values()).filter(topic -> topic.address().equals(address)).findFirst();
	}

	/** Returns the last part of the address of its page. */
	public String address() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
