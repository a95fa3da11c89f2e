package pl.chronobook.transfer.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;

/**
 * What the cells of a file mean.
 */
final class Cells {

	private static final Pattern NUMBER = Pattern.compile("-?\\d+([.,]\\d+)?");

	/** Longer numbers than anybody writes, and too long to calculate with. */
	private static final int MAX_DIGITS = 30;

	private static final Pattern HALF_CHARACTER = Pattern
		.compile("(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])");

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

	private Cells() {
	}

	/**
	 * Pages read, rounded to the hundredths that the database keeps; a decimal comma is
	 * as good as a point.
	 * @throws RejectedRowException if the text is no number from 0 to 20,000
	 */
	static double pages(String text) {
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
	 * The length of a book; null if the cell is empty or 0.
	 * @throws RejectedRowException if the text is no whole number from 0 to 20,000
	 */
	static @Nullable PageCount length(String text) {
		int pages = wholeNumber(text, RowProblem.BAD_LENGTH);
		return (pages == 0) ? null : new PageCount(pages);
	}

	/**
	 * A whole number of pages; 0 if the cell is empty.
	 * @throws RejectedRowException with {@code problem} if the text is no whole number
	 * from 0 to 20,000
	 */
	static int wholeNumber(String text, RowProblem problem) {
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
	 * A text on one line, without what no database column holds.
	 */
	static String text(String text) {
		return BLANKS.matcher(HALF_CHARACTER.matcher(text).replaceAll("")).replaceAll(" ").strip();
	}

	private static BigDecimal number(String text, RowProblem problem) {
		if (text.length() > MAX_DIGITS || !NUMBER.matcher(text).matches()) {
			throw new RejectedRowException(problem);
		}
		return new BigDecimal(text.replace(',', '.'));
	}

}
