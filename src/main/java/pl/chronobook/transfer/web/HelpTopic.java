package pl.chronobook.transfer.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program whose files can be imported, with a page of help. Its name for the reader is
 * {@code transfer.help.NAME}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is immutable
enum HelpTopic {

	GOODREADS("GOODREADS", "GOODREADS_DATA"), STORYGRAPH("STORYGRAPH"), KOREADER("KOREADER"), KOBO("KOBO"),
	KINDLE("KINDLE_INSIGHTS", "KINDLE_DEVICES"), LUBIMYCZYTAC("LUBIMYCZYTAC"), HARDCOVER("HARDCOVER"),
	BOOKWYRM("BOOKWYRM"), OPENREADS("OPENREADS", "OLD_OPENREADS"), OPEN_LIBRARY("OPEN_LIBRARY"),
	LIBRARYTHING("LIBRARYTHING", "LIBRARYTHING_JSON"), LIBIB("LIBIB"), YAMTRACK("YAMTRACK"), BOOKMORY("BOOKMORY"),
	JELU("JELU", "JELU_EXPORT"), TABLE("MAPPED", "SESSIONS", "PASTED"), CHRONOBOOK("CHRONOBOOK", "ACCOUNT");

	private final List<String> formats;

	HelpTopic(String... formats) {
		this.formats = List.of(formats);
	}

	/** Returns the topic with an address; empty if there is none. */
	static Optional<HelpTopic> of(String address) {
		return Arrays.stream(values()).filter(topic -> topic.address().equals(address)).findFirst();
	}

	/** Returns the topic of a format, by the name of the format. */
	static Optional<HelpTopic> ofFormat(String format) {
		return Arrays.stream(values()).filter(topic -> topic.formats.contains(format)).findFirst();
	}

	/** Returns the last part of the address of its page. */
	public String address() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
