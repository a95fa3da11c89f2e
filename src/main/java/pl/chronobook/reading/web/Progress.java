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

	/**
	 * The notation of places in a book: pages, or times of an audiobook. A time that is
	 * typed as it was shown stays the page that it was shown for.
	 *
	 * @param pages the length of the book; null if unknown
	 * @param audio the length of the audiobook; null for any other book
	 * @param start the page that is shown as the first of a session; null for none
	 * @param place the page that is shown as the place reached; null for none
	 */
	record Scale(@Nullable Integer pages, @Nullable Audio audio, @Nullable Integer start, @Nullable Integer place) {

		/** The scale of a form that shows the bookmark. */
		static Scale of(ListEntry entry) {
			return new Scale(entry.pageCount(), entry.details().audio(), entry.currentPage(), entry.currentPage());
		}

		/** The same for a form that shows other pages. */
		Scale showing(@Nullable Integer start, @Nullable Integer place) {
			return new Scale(this.pages, this.audio, start, place);
		}

		/** Returns whether places are times. */
		boolean isAudio() {
			return this.audio != null && this.pages != null;
		}

		/**
		 * Parses the place reached.
		 * @return the page; empty if the text is no place in the book
		 */
		Optional<Integer> parse(String text) {
			return parse(text, this.place);
		}

		/**
		 * Parses the place at which a session began.
		 * @return the page; empty if the text is no place in the book
		 */
		Optional<Integer> parseStart(String text) {
			return parse(text, this.start);
		}

		private Optional<Integer> parse(String text, @Nullable Integer shown) {
			if (this.audio == null || this.pages == null) {
				return Progress.parse(text, this.pages);
			}
			if (shown != null && text.strip().equals(show(shown))) {
				return Optional.of(shown);
			}
			int last = this.pages;
			if (text.contains("%")) {
				return Progress.parse(text, last);
			}
			// A bare number may mean minutes, hours or pages; only at the start are they
			// the same
			return text.strip().equals("0") ? Optional.of(0)
					: AudioTime.parse(text)
						.filter(minute -> minute <= this.audio.minutes())
						.map(minute -> this.audio.pageAt(minute, last));
		}

		/**
		 * Parses an amount of listening.
		 * @return the pages that it counts as; empty if the text is no time, or longer
		 * than the recording
		 */
		Optional<Double> parseAmount(String text) {
			return (this.audio != null && this.pages != null) ? AudioTime.parse(text)
				.filter(minutes -> minutes <= this.audio.minutes())
				.map(minutes -> (double) minutes * this.pages / this.audio.minutes()) : Optional.empty();
		}

		/** Shows a place as it can be typed. */
		String show(int page) {
			return (this.audio != null && this.pages != null) ? this.audio.position(page, this.pages)
					: String.valueOf(page);
		}

		/** Shows an amount of reading as it can be typed. */
		String showAmount(double amount) {
			return (this.audio != null && this.pages != null) ? Audio.clock(this.audio.minuteOf(amount, this.pages))
					: SessionsView.plain(amount);
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
			return (this.audio != null) ? this.audio.end() : this.pages;
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
