package pl.chronobook.transfer.format.pasted;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.transfer.history.Lengths;

/**
 * A line of a pasted list: {@code Tytuł}, {@code Tytuł – Autor}, {@code Tytuł; Autor},
 * each of them with or without {@code , 320 s.} at its end.
 *
 * @param title its title
 * @param author its author; empty if the line names none
 * @param pages its length; null if the line names none
 */
record PastedTitle(String title, String author, @Nullable PageCount pages) {

	/** A length needs its unit: „Rok 1984, 12” may be a title. */
	private static final Pattern PAGES = Pattern
		.compile("(?iu)(?:\\s*[,;|(]|\\s+[-–—])\\s*(?:ok\\.?\\s*)?(\\d{1,2}[ .]?\\d{3}|\\d{1,5})\\s*"
				+ "(?:s|str|stron|strony|strona|p|pp|pages)\\.?\\s*\\)?$");

	private static final Pattern AFTER_SEMICOLON = Pattern.compile("(.*\\S)\\s*[;|]\\s*(.*\\p{L}.*)");

	private static final Pattern AFTER_DASH = Pattern.compile("(.*\\S)\\s+[-–—]\\s+(\\S.*)");

	private static final String NAME = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";

	/**
	 * Matches names, not the rest of a title after a dash: „Wiedźmin – Ostatnie
	 * życzenie”, „Diuna – Tom II”.
	 */
	private static final Pattern AUTHOR = Pattern
		.compile("(?!(?:Tom|Część|Księga|Cykl|Wydanie|Volume|Vol|Book|Part)(?!\\p{L}))" + NAME
				+ "(?:(?:, ?| )(?:de|di|da|do|du|del|van|von|der|den|le|la|ibn|al|i|oraz|and|" + NAME + ")){0,12}");

	private static final Pattern QUOTED = Pattern.compile("[\"„“»](.*\\S.*)[\"”“«]");

	/**
	 * Parses a line.
	 * @param line a line with a letter or a digit, without list marks and blanks around
	 * it
	 */
	static PastedTitle of(String line) {
		String text = line;
		PageCount pages = null;
		Matcher length = PAGES.matcher(text);
		if (length.find() && length.start() > 0) {
			Optional<PageCount> read = Lengths.read(length.group(1), "");
			if (read.isPresent()) {
				pages = read.get();
				text = text.substring(0, length.start()).strip();
			}
		}
		text = withoutEmptyCells(text);
		Matcher semicolon = AFTER_SEMICOLON.matcher(text);
		if (semicolon.matches()) {
			return new PastedTitle(unquoted(semicolon.group(1)), semicolon.group(2), pages);
		}
		Matcher dash = AFTER_DASH.matcher(text);
		if (dash.matches() && AUTHOR.matcher(dash.group(2)).matches()) {
			return new PastedTitle(unquoted(dash.group(1)), dash.group(2), pages);
		}
		return new PastedTitle(unquoted(text), "", pages);
	}

	/**
	 * Returns a row without the separators at its end, after which a spreadsheet had
	 * empty cells.
	 */
	private static String withoutEmptyCells(String text) {
		int end = text.length();
		while (end > 0 && " ;|".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		return (end > 0) ? text.substring(0, end) : text;
	}

	private static String unquoted(String title) {
		Matcher quoted = QUOTED.matcher(title);
		return quoted.matches() ? quoted.group(1).strip() : title;
	}

}
