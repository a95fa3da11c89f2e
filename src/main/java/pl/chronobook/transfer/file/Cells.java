package pl.chronobook.transfer.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

import pl.chronobook.catalog.PageCount;

/**
 * Parses the cells of a file.
 */
public final class Cells {

	private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?");

	/**
	 * The most digits of a number: more than anybody writes, and few enough for fast
	 * arithmetic.
	 */
	private static final int MAX_DIGITS = 30;

	private static final Pattern HALF_CHARACTER = Pattern
		.compile("(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])");

	/**
	 * Characters that are not seen: of no width, soft hyphens, and those that change the
	 * direction of the text after them.
	 */
	private static final Pattern INVISIBLE = Pattern
		.compile("[\\u00AD\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]");

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

	private Cells() {
	}

	/**
	 * Parses pages read, rounded to hundredths as in the database, with a decimal comma
	 * or point.
	 * @throws RejectedRowException if the text is no number from 0 to 20,000
	 */
	public static double pages(String text) {
		BigDecimal pages = number(text, RowProblem.NOT_A_NUMBER);
		if (pages.signum() < 0) {
			throw new RejectedRowException(RowProblem.NEGATIVE_PAGES);
		}
		if (pages.compareTo(BigDecimal.valueOf(PageCount.MAX)) > 0) {
			throw new RejectedRowException(RowProblem.TOO_MANY_PAGES);
		}
		return pages.setScale(2, RoundingMode.HALF_UP).doubleValue();
	}

	/**
	 * Parses a whole number of pages; 0 if the cell is empty.
	 * @throws RejectedRowException with {@code problem} if the text is no whole number
	 * from 0 to 20,000
	 */
	public static int wholeNumber(String text, RowProblem problem) {
		if (text.isEmpty()) {
			return 0;
		}
		BigDecimal number = number(text, problem);
		if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(PageCount.MAX)) > 0
				|| number.stripTrailingZeros().scale() > 0) {
			throw new RejectedRowException(problem);
		}
		return number.intValue();
	}

	/**
	 * Returns a text on one line, without characters that the database cannot store.
	 */
	public static String text(String text) {
		return BLANKS.matcher(HALF_CHARACTER.matcher(text).replaceAll("")).replaceAll(" ").strip();
	}

	/**
	 * Returns a text of another program on one line, without characters that are not seen
	 * or that the database cannot store.
	 */
	public static String visible(String text) {
		return text(INVISIBLE.matcher(text).replaceAll(""));
	}

	/**
	 * Returns a text with its lines, without characters that the database cannot store.
	 */
	public static String lines(String text) {
		return HALF_CHARACTER.matcher(text).replaceAll("").replace("\0", "").replace("\r\n", "\n").strip();
	}

	private static BigDecimal number(String text, RowProblem problem) {
		if (text.length() > MAX_DIGITS || !NUMBER.matcher(text).matches()) {
			throw new RejectedRowException(problem);
		}
		return new BigDecimal(text.replace(',', '.'));
	}

}
