package pl.chronobook.reading.web.shelf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of a recording or a position in it, as people type it: {@code 11:20},
 * {@code 11 godz. 20 min}, {@code 45 min}.
 */
public final class AudioTime {

	private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d)(?::[0-5]\\d)?");

	private static final Pattern WORDS = Pattern.compile(
			"(?iu)(?:(\\d{1,3})\\s*(?:godz(?:in[ay]?)?\\.?|g\\.?|h)\\s*)?(?:(\\d{1,5})\\s*(?:min(?:ut[ay]?)?\\.?|m))?");

	private AudioTime() {
	}

	/** Parses the typed text; returns minutes, or empty if it is no time. */
	public static Optional<Integer> parse(String text) {
		Matcher clock = CLOCK.matcher(text.strip());
		if (clock.matches()) {
			return Optional.of(Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2)));
		}
		Matcher words = WORDS.matcher(text.strip());
		if (text.isBlank() || !words.matches()) {
			return Optional.empty();
		}
		int hours = (words.group(1) != null) ? Integer.parseInt(words.group(1)) : 0;
		return Optional.of(hours * 60 + ((words.group(2) != null) ? Integer.parseInt(words.group(2)) : 0));
	}

}
