package pl.chronobook.reading.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;

/**
 * A position in a book, as people type it: a page ({@code 120}) or a part of the book
 * ({@code 45,5%}).
 */
final class Progress {

	private static final Pattern TYPED = Pattern.compile("(\\d{1,5})([.,]\\d{1,9})?\\s*(%?)");

	private Progress() {
	}

	/**
	 * Parses the typed text.
	 * @param pageCount pages of the book; null if unknown
	 * @return the page, 0 up to the last; empty if the text is neither, or lies outside
	 * the book, or is a part of a book of unknown length
	 */
	static Optional<Integer> parse(String text, @Nullable Integer pageCount) {
		Matcher typed = TYPED.matcher(text.strip());
		if (!typed.matches()) {
			return Optional.empty();
		}
		int number = Integer.parseInt(typed.group(1));
		if (typed.group(3).isEmpty()) {
			int last = (pageCount != null) ? pageCount : PageCount.MAX;
			return (number <= last) ? Optional.of(number) : Optional.empty();
		}
		String fraction = (typed.group(2) != null) ? "." + typed.group(2).substring(1) : "";
		double percent = Double.parseDouble(number + fraction);
		return (pageCount != null && percent <= 100) ? Optional.of((int) Math.round(pageCount * percent / 100))
				: Optional.empty();
	}

}
