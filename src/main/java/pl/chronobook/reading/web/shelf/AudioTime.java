package pl.chronobook.reading.web.shelf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of a recording or a position in it, as people type it: {@code 11:20},
 * {@code 11 godz. 20 min}, {@code 3,5 h}, {@code 45 min}.
 */
public final class AudioTime {

	private static final Pattern CLOCK = Pattern
		.compile("(?iu)(\\d{1,3}):([0-5]\\d)(?::[0-5]\\d)?(?: ?(?:h|godz\\.?))?");

	/** Minutes after hours need no unit; seconds do not count. */
	private static final Pattern WORDS = Pattern
		.compile("(?iu)(?:(\\d{1,3})(?:[.,](\\d{1,2}))? ?(?:godz(?:in[ayę]?)?\\.?|g\\.?|h|hrs?) ?)?"
				+ "(?:(\\d{1,5}) ?(min(?:ut[ayę]?)?\\.?|m)? ?)?(?:\\d{1,2} ?(?:s|sek(?:und[ayę]?)?\\.?))?");

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

	private static final int MINUTES = 60;

	private AudioTime() {
	}

	/** Parses the typed text; returns minutes, or empty if it is no time. */
	public static Optional<Integer> parse(String text) {
		String typed = BLANKS.matcher(text).replaceAll(" ").strip();
		Matcher clock = CLOCK.matcher(typed);
		if (clock.matches()) {
			return Optional.of(Integer.parseInt(clock.group(1)) * MINUTES + Integer.parseInt(clock.group(2)));
		}
		Matcher words = WORDS.matcher(typed);
		if (!words.matches() || (words.group(1) == null && words.group(4) == null)) {
			return Optional.empty();
		}
		int hours = (words.group(1) != null) ? Integer.parseInt(words.group(1)) : 0;
		int minutes = (words.group(3) != null) ? Integer.parseInt(words.group(3)) : 0;
		if (words.group(2) != null) {
			int part = (int) Math.round(Double.parseDouble("0." + words.group(2)) * MINUTES);
			return (words.group(3) == null) ? Optional.of(hours * MINUTES + part) : Optional.empty();
		}
		boolean minutesOfAnHour = words.group(4) != null || minutes < MINUTES;
		return minutesOfAnHour ? Optional.of(hours * MINUTES + minutes) : Optional.empty();
	}

}
