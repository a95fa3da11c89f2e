package pl.chronobook.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The series that a book belongs to.
 *
 * @param name its name, 1 to {@value #LONGEST_NAME} characters
 * @param volume the number of the book in it, 0 to {@value #LAST_VOLUME}; null if unknown
 */
public record Series(String name, @Nullable Integer volume) {

	public static final int LONGEST_NAME = 200;

	public static final int LAST_VOLUME = 9_999;

	/** Matches a name with the volume at its end: {@code Wiedźmin, t. 3}. */
	private static final Pattern NUMBERED = Pattern.compile(
			"(?iu)(.+?)\\s*[,;:#]\\s*#?(?:(?:tom|t|vol|volume|część|cz|nr|no|księga|ks)(?!\\p{L})\\.?\\s*)?(\\d{1,4})");

	/**
	 * Replaces runs of blanks and control characters by single blanks and checks the
	 * ranges.
	 * @throws IllegalArgumentException if a value is outside its range
	 */
	public Series {
		name = name.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
		if (name.isEmpty() || name.length() > LONGEST_NAME) {
			throw new IllegalArgumentException("A series has a name of 1 to %d characters".formatted(LONGEST_NAME));
		}
		if (volume != null && (volume < 0 || volume > LAST_VOLUME)) {
			throw new IllegalArgumentException("No volume: " + volume);
		}
	}

	/**
	 * Parses the text of a library or a program, with the volume at its end or without
	 * one.
	 * @return empty if the text names no series
	 */
	public static Optional<Series> parse(String text) {
		Matcher numbered = NUMBERED.matcher(text.strip());
		try {
			return Optional.of(numbered.matches() ? new Series(numbered.group(1), Integer.valueOf(numbered.group(2)))
					: new Series(text, null));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
