package pl.chronobook.transfer.history;

import java.util.Optional;
import java.util.regex.Pattern;

import pl.chronobook.catalog.Isbn;

/**
 * Finds the ISBN in a cell: bare, with hyphens, in brackets, as a formula that keeps
 * spreadsheets from rounding it, or among other text.
 */
public final class Isbns {

	private static final Pattern NUMBER = Pattern.compile("(?<![\\d])[\\d][\\d\\s\\p{Pd}]{7,16}[\\dXx](?![\\d])");

	private static final Pattern FLOAT = Pattern.compile("(\\d{10}|\\d{13})[.,]0+");

	private Isbns() {
	}

	/** Returns the first valid ISBN of the cells, in their order. */
	public static Optional<Isbn> find(String... cells) {
		for (String cell : cells) {
			String text = FLOAT.matcher(cell.strip()).replaceFirst("$1");
			Optional<Isbn> found = Isbn.parse(text)
				.or(() -> NUMBER.matcher(text)
					.results()
					.map(match -> Isbn.parse(match.group()))
					.flatMap(Optional::stream)
					.findFirst());
			if (found.isPresent()) {
				return found;
			}
		}
		return Optional.empty();
	}

	/** Returns whether a cell seems to contain an ISBN, valid or not. */
	public static boolean isPresent(String cell) {
		return cell.chars().anyMatch(Character::isDigit);
	}

}
