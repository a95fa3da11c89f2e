package pl.chronobook.reading.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.reading.BookDetails.Audio;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.web.shelf.AudioTime;

/**
 * A position in a book, as people type it: a page ({@code 120}) or a part of the book
 * ({@code 45,5%}).
 */
final class Progress {

	private static final Pattern TYPED = Pattern.compile("(\\d{1,5})([.,]\\d{1,9})?\\s*(%?)");

	/** The length of a book in pages, and of an audiobook in minutes too. */
	record Scale(@Nullable Integer pages, @Nullable Audio audio) {

		static Scale of(ListEntry entry) {
			return new Scale(entry.pageCount(), entry.details().audio());
		}

		/**
		 * Parses the typed text, which may be a time in an audiobook.
		 * @return the page; empty if the text is neither, or lies outside the book
		 */
		Optional<Integer> parse(String text) {
			Optional<Integer> minutes = (this.audio != null) ? AudioTime.parse(text) : Optional.empty();
			if (minutes.isEmpty() || this.pages == null || this.audio == null) {
				return Progress.parse(text, this.pages);
			}
			return minutes.filter(typed -> typed <= this.audio.minutes())
				.map(typed -> Math.round((float) this.pages * typed / this.audio.minutes()));
		}

		/** Returns the key of the text that says what can be typed. */
		String question() {
			return (this.pages == null) ? "reading.page.unknown"
					: (this.audio != null) ? "reading.page.audio" : "reading.page.range";
		}

		/** Returns the end of the book for {@link #question}. */
		Object end() {
			if (this.pages == null) {
				return PageCount.MAX;
			}
			return (this.audio != null) ? AudioTime.format(this.audio.minutes()) : this.pages;
		}

	}

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
