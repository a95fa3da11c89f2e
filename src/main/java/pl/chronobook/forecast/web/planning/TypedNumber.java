package pl.chronobook.forecast.web.planning;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses whole numbers as readers type them: blanks may separate the digits, as in „10
 * 000”.
 */
public final class TypedNumber {

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]");

	private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

	private TypedNumber() {
	}

	/**
	 * Returns the number; empty if the text is none or if it is out of range.
	 * @param least the least number that is allowed, 0 or more
	 * @param most the greatest number that is allowed
	 */
	public static Optional<Integer> parse(String text, int least, int most) {
		return Optional.of(BLANKS.matcher(text).replaceAll(""))
			.filter(DIGITS.asMatchPredicate())
			.map(Integer::valueOf)
			.filter(number -> number >= least && number <= most);
	}

}
