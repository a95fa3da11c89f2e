package pl.chronobook.transfer.history;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pl.chronobook.catalog.PageCount;

/**
 * Parses lengths of books, and recognises numbers that are no pages.
 */
public final class Lengths {

	private static final Pattern NUMBER = Pattern
		.compile("(?:(?:ok|ca|około|str|s|pp|p)\\.?\\s*|~\\s*)?(\\d{1,5})(?:[.,]0{1,2})?"
				+ "(?:\\s*(?:pages?|p|pp|str|stron|strony|strona|s|seiten|páginas?|paginas?|pagine|stran|strán|pagina's"
				+ "|сторінок|сторінки|страниц)\\.?)?");

	private static final Pattern THOUSANDS = Pattern.compile("(?<!\\d)(\\d{1,2})[\\s\\u00a0\\u202f.,](\\d{3})(?!\\d)");

	private static final List<String> AUDIO = List.of("audio", "mp3", "cassette", "cd", "słuchan");

	private static final List<String> EBOOK = List.of("kindle", "ebook", "e-book", "digital", "nook", "epub");

	/** The least pages of an audiobook; smaller numbers are its discs or hours. */
	private static final int FEWEST_AUDIO_PAGES = 60;

	private static final int FEWEST_PAGES = 5;

	/** The most pages of an e-book; larger numbers are locations of a device. */
	private static final int MOST_EBOOK_PAGES = 2_500;

	private Lengths() {
	}

	/**
	 * Parses a length.
	 * @param binding binding or medium, empty if unknown
	 * @return empty if the text is no number from 1 to 20,000, or cannot be pages
	 */
	public static Optional<PageCount> read(String text, String binding) {
		Matcher number = NUMBER.matcher(THOUSANDS.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceFirst("$1$2"));
		if (!number.matches()) {
			return Optional.empty();
		}
		int pages = Integer.parseInt(number.group(1));
		boolean audio = isAudio(binding);
		boolean ebook = isEbook(binding);
		if (pages < (audio ? FEWEST_AUDIO_PAGES : binding.isEmpty() ? 1 : FEWEST_PAGES)
				|| pages > (ebook ? MOST_EBOOK_PAGES : PageCount.MAX)) {
			return Optional.empty();
		}
		return Optional.of(new PageCount(pages));
	}

	/** Returns whether a binding or medium is an audiobook's. */
	static boolean isAudio(String binding) {
		return AUDIO.stream().anyMatch(binding.toLowerCase(Locale.ROOT)::contains);
	}

	/** Returns whether a binding or medium is an e-book's. */
	static boolean isEbook(String binding) {
		return EBOOK.stream().anyMatch(binding.toLowerCase(Locale.ROOT)::contains);
	}

	/** Returns whether a cell means that the length is unknown. */
	public static boolean isAbsent(String text) {
		return text.isBlank() || text.strip().matches("0+([.,]0+)?|-|–|n/?a|none|null|brak");
	}

}
