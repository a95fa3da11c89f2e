package pl.chronobook.transfer.format.pasted;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds out whether numbers before titles count the lines of a list. A title may begin
 * with a number itself: „13. piętro”.
 */
final class Numbering {

	private static final Pattern NUMBER = Pattern
		.compile("(?:#|(?i:nr|no)\\.?\\s)?[(\\[]?(\\d{1,4})\\s?[.)\\]]{1,2}(?:\\s+(?=\\S)|(?=\\p{L}))");

	/** A number that may as well begin a title. */
	private static final Pattern DOUBTFUL = Pattern
		.compile("(?:#|(?i:nr|no)\\.?\\s)?(\\d{1,4})(?:\\s*[-–—:/]\\s+|\\s+)(?=\\S)");

	private static final Pattern LETTER = Pattern.compile("([A-Za-z]{1,6})[.)]\\s+(?=\\S)");

	/** The fewest lines that a {@link #DOUBTFUL} number can count. */
	private static final int FEWEST_COUNTED = 3;

	private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi",
			"xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx");

	private Numbering() {
	}

	/** Returns whether a line begins with a number and a dot or a bracket. */
	static boolean isNumbered(String line) {
		return NUMBER.matcher(line).lookingAt();
	}

	/**
	 * Returns what removes the numbers from the lines; nothing if they do not count them.
	 */
	static UnaryOperator<String> of(List<String> lines) {
		if (isNumbering(numbers(NUMBER, lines), lines.size())) {
			return line -> without(NUMBER, line);
		}
		if (isCounting(numbers(DOUBTFUL, lines), lines.size())) {
			return line -> without(DOUBTFUL, line);
		}
		return isLettered(lines) ? line -> without(LETTER, line) : UnaryOperator.identity();
	}

	private static String without(Pattern number, String line) {
		Matcher first = number.matcher(line);
		return first.lookingAt() ? line.substring(first.end()) : line;
	}

	private static List<Integer> numbers(Pattern pattern, List<String> lines) {
		return lines.stream()
			.map(pattern::matcher)
			.filter(Matcher::lookingAt)
			.map(number -> Integer.valueOf(number.group(1)))
			.toList();
	}

	/**
	 * Several lists may begin anew, and one may have gaps.
	 * @param numbers the numbers of the lines that begin with one
	 * @param lines the number of all lines
	 */
	private static boolean isNumbering(List<Integer> numbers, int lines) {
		if (numbers.isEmpty()) {
			return false;
		}
		boolean fromOne = numbers.getFirst() <= 1;
		boolean counting = IntStream.range(1, numbers.size())
			.allMatch(i -> numbers.get(i) == numbers.get(i - 1) + 1 || numbers.get(i) <= 1);
		if (counting && fromOne) {
			return true;
		}
		boolean rising = IntStream.range(1, numbers.size())
			.allMatch(i -> numbers.get(i) > numbers.get(i - 1) || (fromOne && numbers.get(i) <= 1));
		boolean ones = numbers.stream().allMatch(number -> number == 1);
		boolean most = fromOne && numbers.size() >= FEWEST_COUNTED && numbers.size() * 2 >= lines;
		return (most && rising) || (numbers.size() == lines && lines > 1 && (rising || ones));
	}

	private static boolean isCounting(List<Integer> numbers, int lines) {
		return numbers.size() == lines && lines >= FEWEST_COUNTED && isConsecutive(numbers);
	}

	/** Returns whether numbers, at least one, count from 0 or 1. */
	static boolean isConsecutive(List<Integer> numbers) {
		return numbers.getFirst() <= 1
				&& IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i) == numbers.get(i - 1) + 1);
	}

	/** Returns whether the lines begin with a), b), c) or I., II., III. */
	private static boolean isLettered(List<String> lines) {
		List<String> letters = lines.stream()
			.map(LETTER::matcher)
			.filter(Matcher::lookingAt)
			.map(letter -> letter.group(1).toLowerCase(Locale.ROOT))
			.toList();
		int count = letters.size();
		return count == lines.size() && count > 1 && ((count <= ROMAN.size() && letters.equals(ROMAN.subList(0, count)))
				|| IntStream.range(0, count).allMatch(i -> letters.get(i).equals(String.valueOf((char) ('a' + i)))));
	}

}
