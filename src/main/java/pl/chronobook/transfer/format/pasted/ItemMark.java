package pl.chronobook.transfer.format.pasted;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Bullets, boxes and pictures around the text of an item.
 *
 * @param text the text without them
 * @param ticked whether a box is ticked; null if there is none
 */
record ItemMark(String text, @Nullable Boolean ticked) {

	/** Signs that look like pictures but belong to texts. */
	private static final String SIGNS_OF_TEXTS = "(?![№℗©®™°])";

	private static final String PICTURE = SIGNS_OF_TEXTS + "[\\p{So}\\p{Sk}\\uFE0F\\u200D]";

	private static final String BOXES = "☑✅✔✓☒🗹☐□▢⬜◻◽🔲";

	/** Bullets that also occur in titles need a blank or a capital letter after them. */
	private static final Pattern BULLET = Pattern
		.compile("^(?:[-*+–—·>»›](?=\\s+\\S)|[-*–—](?=\\p{Lu})" + "|[•‣◦▪▫⁃∙●○■◆◇►▸▶➢➤→⇒❖①-⓿❶-➓\\x{F000}-\\x{F0FF}]|"
				+ PICTURE + "(?:\\s*+(?![" + BOXES + "])" + PICTURE + ")*+)\\s*");

	private static final Pattern TICKED = Pattern
		.compile("^(?:[☑✅✔✓☒🗹]\\uFE0F?|\\[[xX✓✔]]|\\([xX✓]\\))\\s*(?=\\S)|\\s*[☑✅✔✓🗹]\\uFE0F?$");

	private static final Pattern UNTICKED = Pattern.compile("^(?:[☐□▢⬜◻◽🔲]\\uFE0F?|\\[ ?]|\\( ?\\))\\s*(?=\\S)");

	/** Matches from the first of the pictures, so that many of them take no longer. */
	private static final Pattern PICTURES_AT_END = Pattern
		.compile("(?<![\\s\\p{So}\\p{Sk}\\uFE0F\\u200D&&[^№℗©®™°]])(?:\\s*+" + PICTURE + ")++$");

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

	/** Reads marks, also several in a row; a text is never left empty. */
	static ItemMark of(String line) {
		String text = line;
		Boolean ticked = null;
		for (boolean found = true; found;) {
			Matcher on = TICKED.matcher(text);
			Matcher off = UNTICKED.matcher(text);
			Matcher bullet = BULLET.matcher(text);
			String rest = text;
			if (on.find()) {
				rest = on.replaceFirst("");
				ticked = true;
			}
			else if (off.find()) {
				rest = off.replaceFirst("");
				ticked = false;
			}
			else if (bullet.find()) {
				rest = bullet.replaceFirst("");
			}
			found = rest.length() < text.length() && hasWord(rest);
			text = found ? rest : text;
		}
		String bare = PICTURES_AT_END.matcher(text).replaceFirst("");
		return new ItemMark(hasWord(bare) ? bare : text, ticked);
	}

	/** Returns whether a text has a letter or a digit, without which it is no title. */
	static boolean hasWord(String text) {
		return WORD.matcher(text).find();
	}

}
