package pl.chronobook.catalog.cover;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/**
 * Draws a plain cover with title and author in one of a few calm colours, always the same
 * for a book.
 *
 * @param title may be empty
 * @param author may be empty
 */
record DrawnCover(String title, String author) {

	private static final List<String> COLOURS = List.of("#2f5d62", "#5b4b6b", "#7a4a3a", "#3f5b3e", "#46586f",
			"#6b5a2e");

	private static final int WIDTH = 200;

	private static final int MARGIN = 20;

	private static final int[] SIZES = { 26, 23, 20, 17 };

	private static final int LINES = 7;

	/** The width of a letter of the serif in ems, rounded up. */
	private static final double LETTER = 0.56;

	Cover draw() {
		String colour = COLOURS.get(Math.floorMod((this.title + '\n' + this.author).hashCode(), COLOURS.size()));
		StringBuilder svg = new StringBuilder(1500);
		svg.append("""
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 300" width="200" height="300">\
				<rect width="200" height="300" fill="%s"/>\
				<rect width="9" height="300" fill="#000" fill-opacity=".16"/>\
				<rect x="9" width="1.5" height="300" fill="#fff" fill-opacity=".14"/>\
				<g font-family="Literata, Georgia, 'Noto Serif', serif" fill="#faf6ee" text-anchor="middle">\
				""".formatted(colour));
		int size = size();
		int y = 62;
		for (String line : lines(this.title, size, LINES)) {
			text(svg, line, size, 600, y);
			y += Math.round(size * 1.28f);
		}
		List<String> names = lines(this.author, 14, 2);
		y = 272 - 18 * (names.size() - 1);
		if (!names.isEmpty()) {
			svg.append("<path d=\"M84 %dh36\" stroke=\"#faf6ee\" stroke-opacity=\".5\"/>".formatted(y - 24));
		}
		for (String line : names) {
			text(svg, line, 14, 400, y);
			y += 18;
		}
		svg.append("</g></svg>");
		return Cover.drawn(svg.toString());
	}

	/**
	 * Returns the largest font size at which the title fits without breaking a word.
	 */
	private int size() {
		int longestWord = Stream.of(StringUtils.tokenizeToStringArray(this.title, " "))
			.mapToInt(String::length)
			.max()
			.orElse(0);
		for (int size : SIZES) {
			if (longestWord <= room(size) && lines(this.title, size, LINES + 1).size() <= LINES) {
				return size;
			}
		}
		return SIZES[SIZES.length - 1];
	}

	private static int room(int size) {
		return (int) ((WIDTH - 2 * MARGIN) / (LETTER * size));
	}

	private static void text(StringBuilder svg, String line, int size, int weight, int y) {
		svg.append("<text x=\"104\" y=\"%d\" font-size=\"%d\" font-weight=\"%d\">%s</text>".formatted(y, size, weight,
				HtmlUtils.htmlEscape(line, StandardCharsets.UTF_8.name())));
	}

	/**
	 * Breaks a text into lines that fit, at blanks if possible, and cuts the rest.
	 */
	static List<String> lines(String text, int size, int most) {
		int room = room(size);
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : StringUtils.tokenizeToStringArray(text, " ")) {
			for (String piece : pieces(word, room)) {
				if (!line.isEmpty() && line.length() + 1 + piece.length() > room) {
					lines.add(line.toString());
					line.setLength(0);
				}
				line.append(line.isEmpty() ? "" : " ").append(piece);
			}
		}
		if (!line.isEmpty()) {
			lines.add(line.toString());
		}
		if (lines.size() <= most) {
			return lines;
		}
		List<String> cut = new ArrayList<>(lines.subList(0, most));
		cut.set(most - 1, cut.get(most - 1).replaceFirst("[\\s,.:;–-]+$", "") + "…");
		return cut;
	}

	private static List<String> pieces(String word, int room) {
		List<String> pieces = new ArrayList<>();
		String rest = word;
		while (rest.length() > room) {
			int end = Character.isHighSurrogate(rest.charAt(room - 2)) ? room - 2 : room - 1;
			pieces.add(rest.substring(0, end) + "-");
			rest = rest.substring(end);
		}
		pieces.add(rest);
		return pieces;
	}

}
