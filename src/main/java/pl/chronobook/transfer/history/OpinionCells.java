package pl.chronobook.transfer.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.util.HtmlUtils;

import pl.chronobook.reading.BookOpinions.Opinion;
import pl.chronobook.transfer.file.Cells;
import pl.chronobook.transfer.file.Formulas;

/**
 * Parses the cells with the reader's own texts in the exports of other programs.
 */
final class OpinionCells {

	private static final Pattern BREAK = Pattern
		.compile("(?i)<br\\s*/?>|\\[return]|</(?:p|div|li|blockquote|h[1-6]|tr)>");

	private static final Pattern ITEM = Pattern.compile("(?i)<li(?:\\s[^<>]*)?>");

	/** A link, whose text may hold a few tags other than of links. */
	private static final Pattern LINK = Pattern
		.compile("(?i)<a\\s[^<>]{0,300}?href\\s*=\\s*[\"']?(https?://[^\"'\\s<>]{1,500})[^<>]{0,300}>"
				+ "((?:[^<>]{0,500}+(?:<(?!/?a\\b)[^<>]{0,300}+>)?+){1,20}+)</a>");

	/**
	 * The elements of HTML that occur in texts; anything else in angle brackets is text.
	 */
	private static final Pattern TAG = Pattern
		.compile("(?i)</?(?:a|abbr|b|big|blockquote|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p"
				+ "|pre|q|s|small|span|spoiler|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)"
				+ "(?:\\s[^<>]*|/)?>|<!--(?s:.{0,2000}?)-->");

	private static final Pattern EMPTY_LINES = Pattern.compile("\\n\\s*\\n\\s*\\n");

	private OpinionCells() {
	}

	/**
	 * Reads a note. HTML becomes plain text: lines and items stay apart, a link keeps its
	 * address, and only what is an element of HTML is removed. A text that is too long is
	 * cut.
	 * @param texts reviews and notes, joined into one note
	 */
	static String note(String... texts) {
		String note = Stream.of(texts)
			.map(OpinionCells::text)
			.filter(text -> !text.isEmpty())
			.collect(Collectors.joining("\n\n"));
		int length = note.codePointCount(0, note.length());
		if (length > Opinion.LONGEST_NOTE) {
			note = note.substring(0, note.offsetByCodePoints(0, Opinion.LONGEST_NOTE - 1)) + "…";
		}
		return note;
	}

	private static String text(String cell) {
		String linked = LINK.matcher(Formulas.reveal(cell))
			.replaceAll(link -> Matcher
				.quoteReplacement(TAG.matcher(link.group(2)).replaceAll("").strip().equals(link.group(1))
						? link.group(1) : "%s (%s)".formatted(link.group(2), link.group(1))));
		String lines = BREAK.matcher(ITEM.matcher(linked).replaceAll("– ")).replaceAll("\n");
		String plain = TAG.matcher(lines).replaceAll("");
		return EMPTY_LINES.matcher(Cells.lines(HtmlUtils.htmlUnescape(plain))).replaceAll("\n\n");
	}

}
