package pl.chronobook.transfer.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.transfer.file.CsvTable;
import pl.chronobook.transfer.history.History.Note;

/**
 * Converts the ratings of one column to half stars.
 * <p>
 * A cell may name its own scale, as {@code 8/10}, {@code 85%} and {@code ★★★☆☆} do. The
 * scale of bare numbers is that of the program or, in a table of unknown origin, decided
 * for the whole column, so that 5 of 10 is not taken for five stars.
 */
public final class Ratings {

	/** Five stars, the scale of most programs. */
	public static final Ratings FIVE = upTo(5);

	/**
	 * The scales of bare numbers, with the notes that tell readers how their ratings were
	 * understood.
	 */
	private static final Map<Integer, Note> GUESSED = Map.of(10, Note.RATED_UP_TO_10, 20, Note.RATED_UP_TO_20, 100,
			Note.RATED_UP_TO_100);

	private static final List<Integer> SCALES = List.of(5, 10, 20, 100);

	/** The least and the greatest number that may end a scale. */
	private static final int LOWEST = 3;

	private static final int HIGHEST = 100;

	/**
	 * The share of numbers that may exceed a scale as mistakes: less than one in twenty.
	 */
	private static final int ONE_IN = 20;

	private static final int LONGEST_HEADER = 60;

	private static final int LONGEST_CELL = 40;

	private static final String WORDS = "\\s*(?:stars?|gwiazdk\\p{L}{1,3}|gwiazde?k?|[★⭐✩☆♥❤]|points?|pkt\\.?|punkt\\p{L}{0,3}"
			+ "|sterne?|étoiles?|estrellas?|stelle|hvězd\\p{L}{1,7}|зір\\p{L}{1,3})?";

	private static final String VALUE = "(\\d{1,3}(?:[.,]\\d{1,4})?)(\\s?½|\\s1/2(?!\\d))?";

	private static final Pattern NUMBER = Pattern.compile("(?:ocena:?\\s*)?" + VALUE + WORDS);

	private static final Pattern OF = Pattern.compile("(?:ocena:?\\s*)?" + VALUE
			+ "\\s*(?:/|z|na|of|out of|von|sur|de|su|ze?|из|із)\\s*(\\d{1,3})(?:[.,]0)?" + WORDS);

	private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:[.,]\\d{1,4})?)\\s*%");

	private static final Pattern STARS = Pattern
		.compile("([★⭐🌟✭✯*♥❤●🌕]{1,20})(½|1/2|\\+1/2|[⯪⯨🌗🌓])?([☆✩♡🖤🤍○🌑]{0,20})");

	private static final Pattern NO_STARS = Pattern.compile("[☆✩♡○🌑]+");

	/** The words that Goodreads shows in place of one to five stars. */
	private static final List<String> WORDS_OF_GOODREADS = List.of("did not like it", "it was ok", "liked it",
			"really liked it", "it was amazing");

	/** Signs between those of a rating: variation selectors and blanks. */
	private static final Pattern IGNORED = Pattern
		.compile("[\\uFE0E\\uFE0F\\u200B-\\u200F\\uFEFF]|(?<=[★⭐🌟✭✯*☆✩♥♡●○])\\s+(?=[★⭐🌟✭✯*☆✩½♥♡●○])");

	private static final Pattern BLANKS = Pattern.compile("\\p{Z}");

	private static final Pattern SCALE = Pattern.compile(
			"(?:/|\\b(?:z|na|do|of|von|sur|su|de)\\s|\\b[01]\\s*(?:-|–|—|to|do)\\s*)\\s*(\\d{1,3})\\s*[)\\]]?\\s*$");

	private static final Pattern FROM_THE_SCALE = Pattern.compile("[(\\[/\\d].*");

	private static final Pattern WORDS_OF_A_SCALE = Pattern
		.compile("\\s+(?:w skali|skala|scale|out of|of|od|do|na|z|von|sur|su|de)(?:\\s+od)?$");

	private static final List<String> ABSENT = List.of("?", "unrated", "not rated", "no rating", "brak oceny",
			"bez oceny", "nie oceniono", "nieocenione", "nieoceniona");

	private final int scale;

	private final @Nullable Note note;

	private Ratings(int scale, @Nullable Note note) {
		this.scale = scale;
		this.note = note;
	}

	/** Creates the ratings of a program with a known scale. */
	public static Ratings upTo(int most) {
		return new Ratings(most, null);
	}

	/**
	 * Decides the scale of a column: the one that its name states, or else the one that
	 * its cells state, or else the smallest common one that its numbers fit, except for a
	 * few mistakes.
	 * @param column number of the column, from 0
	 */
	public static Ratings of(CsvTable table, int column) {
		Optional<Integer> named = scaleIn(table.headerCells().get(column));
		if (named.isPresent()) {
			return upTo(named.get());
		}
		List<Double> numbers = new ArrayList<>();
		List<Integer> stated = new ArrayList<>();
		table.forEach(row -> rating(row.get(column)).filter(rating -> rating.value() > 0).ifPresent(rating -> {
			if (rating.scale() != null) {
				stated.add(rating.scale());
			}
			else if (rating.value() <= HIGHEST) {
				numbers.add(rating.value());
			}
		}));
		List<Integer> scales = stated.stream().distinct().toList();
		if (scales.size() == 1 && fits(numbers, scales.getFirst())) {
			return upTo(scales.getFirst());
		}
		int scale = SCALES.stream().filter(most -> fits(numbers, most)).findFirst().orElse(HIGHEST);
		return new Ratings(scale, GUESSED.get(scale));
	}

	private static boolean fits(List<Double> numbers, int scale) {
		long above = numbers.stream().filter(number -> number > scale).count();
		return above == 0 || above * ONE_IN < numbers.size();
	}

	/** Returns the scale in the name of a column, such as {@code Ocena (1-10)}. */
	static Optional<Integer> scaleIn(String header) {
		String name = header.strip().toLowerCase(Locale.ROOT);
		if (name.length() > LONGEST_HEADER) {
			return Optional.empty();
		}
		Matcher scale = SCALE.matcher(name);
		return scale.find()
				? Optional.of(Integer.valueOf(scale.group(1))).filter(most -> most >= LOWEST && most <= HIGHEST)
				: Optional.empty();
	}

	/** Returns the name of a column without the scale in it. */
	public static String withoutScale(String header) {
		if (scaleIn(header).isEmpty()) {
			return header;
		}
		String name = FROM_THE_SCALE.matcher(header.strip().toLowerCase(Locale.ROOT)).replaceFirst("").strip();
		return WORDS_OF_A_SCALE.matcher(name).replaceFirst("").strip();
	}

	/** Returns whether a cell means that the book is not rated. */
	public static boolean isAbsent(String cell) {
		String text = cell.strip().toLowerCase(Locale.ROOT);
		return DateColumns.isAbsent(text) || ABSENT.contains(text)
				|| NO_STARS.matcher(IGNORED.matcher(text).replaceAll("")).matches()
				|| rating(text).filter(rating -> rating.value() == 0).isPresent();
	}

	/**
	 * Converts a cell, rounded to half stars; the lowest rating is one of them.
	 * @return empty if it is not a rating, or above its scale
	 */
	public Optional<Integer> halfStars(String cell) {
		Rating rating = rating(cell).filter(found -> found.value() > 0).orElse(null);
		if (rating == null) {
			return Optional.empty();
		}
		int most = (rating.scale() != null) ? rating.scale() : this.scale;
		if (rating.value() > most) {
			return Optional.empty();
		}
		return Optional.of(Math.max(1, (int) Math.round(Opinion.MOST_HALF_STARS * rating.value() / most)));
	}

	/** Returns the note for each rating whose scale was guessed. */
	Optional<Note> note() {
		return Optional.ofNullable(this.note);
	}

	private static Optional<Rating> rating(String cell) {
		if (cell.length() > LONGEST_CELL) {
			return Optional.empty();
		}
		String text = IGNORED.matcher(BLANKS.matcher(cell).replaceAll(" ").strip().toLowerCase(Locale.ROOT))
			.replaceAll("");
		Matcher number = NUMBER.matcher(text);
		if (number.matches()) {
			return Optional.of(new Rating(number(number.group(1)) + ((number.group(2) != null) ? 0.5 : 0), null));
		}
		Matcher of = OF.matcher(text);
		if (of.matches()) {
			int most = Integer.parseInt(of.group(3));
			double value = number(of.group(1)) + ((of.group(2) != null) ? 0.5 : 0);
			return (most >= LOWEST && most <= HIGHEST) ? Optional.of(new Rating(value, most)) : Optional.empty();
		}
		if (WORDS_OF_GOODREADS.contains(text)) {
			return Optional.of(new Rating(WORDS_OF_GOODREADS.indexOf(text) + 1, WORDS_OF_GOODREADS.size()));
		}
		Matcher percent = PERCENT.matcher(text);
		if (percent.matches()) {
			return Optional.of(new Rating(number(percent.group(1)), HIGHEST));
		}
		Matcher stars = STARS.matcher(text);
		if (stars.matches()) {
			boolean half = stars.group(2) != null;
			int full = stars.group(1).codePointCount(0, stars.group(1).length());
			int empty = stars.group(3).codePointCount(0, stars.group(3).length());
			return Optional.of(new Rating(full + (half ? 0.5 : 0), (empty > 0) ? full + empty + (half ? 1 : 0) : null));
		}
		return Optional.empty();
	}

	private static double number(String text) {
		return Double.parseDouble(text.replace(',', '.'));
	}

	/**
	 * A rating as it is written.
	 *
	 * @param value its number
	 * @param scale the highest number, if the cell says so
	 */
	private record Rating(double value, @Nullable Integer scale) {
	}

}
