package pl.chronobook.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.catalog.Series;

/**
 * The details that a reader gives of a book on the list.
 *
 * @param format the format of the reader's edition; null if the reader has not said
 * @param owned whether the reader owns it
 * @param tags the reader's own words for it, at most {@value #MOST_TAGS} of at most
 * {@value #LONGEST_TAG} characters, none twice without regard to case, none with a comma
 * @param series the series it belongs to; null if none is known
 * @param audio the length of an audiobook; null if it is none, or the length is unknown
 */
public record BookDetails(@Nullable Format format, boolean owned, List<String> tags, @Nullable Series series,
		@Nullable Audio audio) {

	public static final int MOST_TAGS = 10;

	public static final int LONGEST_TAG = 40;

	/** Nothing is known. */
	public static final BookDetails NONE = new BookDetails(null, false, List.of(), null, null);

	/**
	 * Checks the tags, and that only an audiobook has its length.
	 * @throws IllegalArgumentException if there are too many tags, or one is invalid or
	 * there twice, or another format has the length of an audiobook
	 */
	public BookDetails {
		tags = List.copyOf(tags);
		Set<String> seen = new HashSet<>();
		if (tags.size() > MOST_TAGS || !tags.stream().allMatch(tag -> isTag(tag) && seen.add(key(tag)))) {
			throw new IllegalArgumentException("No tags: " + tags);
		}
		if (audio != null && format != Format.AUDIO) {
			throw new IllegalArgumentException("No audiobook: " + format);
		}
	}

	/** Details of a book that is no audiobook, or one of unknown length. */
	public BookDetails(@Nullable Format format, boolean owned, List<String> tags, @Nullable Series series) {
		this(format, owned, tags, series, null);
	}

	/**
	 * Makes tags of words: runs of blanks and control characters become single blanks,
	 * and empty ones and repetitions are dropped. There may be more than
	 * {@value #MOST_TAGS}, or longer ones.
	 */
	public static List<String> tidy(Collection<String> words) {
		List<String> tags = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		for (String word : words) {
			String tag = word.replaceAll("[\\s\\p{Z}\\p{Cc},]+", " ").strip();
			if (!tag.isEmpty() && seen.add(key(tag))) {
				tags.add(tag);
			}
		}
		return List.copyOf(tags);
	}

	/**
	 * Returns these details, completed by those of {@code other} where they are unknown.
	 */
	public BookDetails or(BookDetails other) {
		Format either = (this.format != null) ? this.format : other.format;
		Audio length = (this.audio != null) ? this.audio : other.audio;
		return new BookDetails(either, this.owned || other.owned, this.tags.isEmpty() ? other.tags : this.tags,
				(this.series != null) ? this.series : other.series, (either == Format.AUDIO) ? length : null);
	}

	/** Returns these details with one more tag, if there is room for it. */
	public BookDetails tagged(String tag) {
		List<String> more = tidy(Stream.concat(this.tags.stream(), Stream.of(tag)).toList());
		return (more.size() > MOST_TAGS) ? this
				: new BookDetails(this.format, this.owned, more, this.series, this.audio);
	}

	/** The name of its series; null if none is known. */
	public @Nullable String seriesName() {
		return (this.series != null) ? this.series.name() : null;
	}

	/** Its number in its series; null if none is known. */
	public @Nullable Integer volume() {
		return (this.series != null) ? this.series.volume() : null;
	}

	/** The length of the audiobook; null if none is known. */
	public @Nullable Integer audioMinutes() {
		return (this.audio != null) ? this.audio.minutes() : null;
	}

	/** The speed of listening in per cent; null if no length is known. */
	public @Nullable Integer audioSpeed() {
		return (this.audio != null) ? this.audio.speed() : null;
	}

	private static boolean isTag(String tag) {
		return !tag.isEmpty() && tag.length() <= LONGEST_TAG && tidy(List.of(tag)).equals(List.of(tag));
	}

	private static String key(String tag) {
		return tag.toLowerCase(Locale.ROOT);
	}

	/**
	 * The format of an edition.
	 */
	public enum Format {

		PAPER, EBOOK, AUDIO

	}

	/**
	 * The length of an audiobook. Forecasts and statistics count pages, so an audiobook
	 * has as many pages as the reader would read in the time that listening takes.
	 *
	 * @param minutes its length as recorded, 1 to {@value #MOST_MINUTES}
	 * @param speed the speed at which the reader listens, in per cent of the recording,
	 * {@value #SLOWEST} to {@value #FASTEST}
	 */
	public record Audio(int minutes, int speed) {

		public static final int MOST_MINUTES = 20_000;

		public static final int SLOWEST = 50;

		public static final int FASTEST = 400;

		/**
		 * Checks the ranges.
		 * @throws IllegalArgumentException if a value is outside its range
		 */
		public Audio {
			if (minutes < 1 || minutes > MOST_MINUTES || speed < SLOWEST || speed > FASTEST) {
				throw new IllegalArgumentException("No audiobook: %d min at %d %%".formatted(minutes, speed));
			}
		}

		/** Returns the time that listening to it takes, in minutes. */
		public int listeningMinutes() {
			return Math.max(1, Math.round(this.minutes * 100f / this.speed));
		}

		/** Returns its length as a clock shows it, {@code 11:20}. */
		public String end() {
			return clock(this.minutes);
		}

		/**
		 * Returns the place of a page as a clock shows it, {@code 3:40}.
		 * @param page 0 up to the last
		 * @param pages the pages that the recording counts as
		 */
		public String position(int page, int pages) {
			return clock(minuteOf(page, pages));
		}

		/**
		 * Returns the minute of the recording at which a page ends. The very start and
		 * end are those of the first and the last page alone, if there are minutes
		 * between.
		 * @param page 0 up to the last
		 * @param pages the pages that the recording counts as
		 */
		public int minuteOf(double page, int pages) {
			int minute = (int) Math.round(page * this.minutes / pages);
			if (this.minutes == 1 || page <= 0 || page >= pages) {
				return minute;
			}
			return Math.clamp(minute, 1, this.minutes - 1);
		}

		/**
		 * Returns the page that ends nearest to a minute of the recording. The first and
		 * the last page stand for the very start and end alone, if there are pages
		 * between.
		 * @param minute 0 up to the length
		 * @param pages the pages that the recording counts as
		 */
		public int pageAt(int minute, int pages) {
			if (minute <= 0 || minute >= this.minutes) {
				return (minute <= 0) ? 0 : pages;
			}
			return Math.clamp(Math.round((double) minute * pages / this.minutes), Math.min(1, pages - 1), pages - 1);
		}

		/** Shows minutes as a clock does, {@code 11:20}. */
		public static String clock(int minutes) {
			return "%d:%02d".formatted(minutes / 60, minutes % 60);
		}

		/**
		 * Returns the pages that it counts as.
		 * @param pagesPerHour the pages that the reader reads in an hour
		 */
		public PageCount pages(double pagesPerHour) {
			return new PageCount(Math.clamp(Math.round(listeningMinutes() / 60.0 * pagesPerHour), 1, PageCount.MAX));
		}

	}

}
