package pl.chronobook.reading.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture in the making, in the colours that the pages have on paper. It becomes an SVG
 * document without texts, styles, links or anything else from outside.
 */
public final class Sketch {

	private static final String PAPER = "#faf6ee";

	private static final String INK = "#26221c";

	private static final String SOFT = "#5f574b";

	private static final String LINE = "#e3dac9";

	private static final String ACCENT = "#1f5a52";

	private static final String RANGE = "#5d978a";

	private static final String DANGER = "#9a2f22";

	/** The look of each kind of shape in the charts; the stylesheet says the same. */
	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("bar", "fill=\"" + RANGE + "\""),
			Map.entry("bar best", "fill=\"" + ACCENT + "\""),
			Map.entry("bar-estimated", "fill=\"url(#hatch)\" stroke=\"" + RANGE + "\" stroke-width=\"1\""),
			Map.entry("line", "fill=\"none\" stroke=\"" + RANGE + "\" stroke-width=\"1.5\""),
			Map.entry("point", "stroke=\"" + ACCENT + "\" stroke-width=\"7\" stroke-linecap=\"round\""),
			Map.entry("point-inside", "stroke=\"" + PAPER + "\" stroke-width=\"3\" stroke-linecap=\"round\""),
			Map.entry("tick", "stroke=\"" + LINE + "\" stroke-width=\"1\""),
			Map.entry("baseline", "stroke=\"" + SOFT + "\" stroke-width=\"1\""),
			Map.entry("heat-0", "fill=\"" + SOFT + "\" fill-opacity=\"0.55\""),
			Map.entry("heat-1", "fill=\"" + ACCENT + "\""), Map.entry("heat-2", "fill=\"" + ACCENT + "\""),
			Map.entry("heat-3", "fill=\"" + ACCENT + "\""), Map.entry("heat-4", "fill=\"" + ACCENT + "\""),
			Map.entry("pile-fan", "fill=\"" + RANGE + "\" fill-opacity=\"0.45\""),
			Map.entry("pile-past", "fill=\"none\" stroke=\"" + ACCENT + "\" stroke-width=\"2.5\""),
			Map.entry("pile-middle",
					"fill=\"none\" stroke=\"" + ACCENT + "\" stroke-width=\"2.5\" stroke-dasharray=\"7 5\""),
			Map.entry("foretold", "stroke=\"" + RANGE + "\" stroke-width=\"4\" stroke-linecap=\"round\""),
			Map.entry("held", "fill=\"" + ACCENT + "\""),
			Map.entry("missed",
					"fill=\"none\" stroke=\"" + DANGER + "\" stroke-width=\"1.6\" stroke-linecap=\"round\""),
			Map.entry("heat-estimated", "fill=\"none\" stroke=\"" + ACCENT + "\" stroke-width=\"1.2\""));

	private final StringBuilder body = new StringBuilder();

	private final int width;

	/**
	 * Begins a picture.
	 * @param width its width in pixels
	 */
	public Sketch(int width) {
		this.width = width;
	}

	public int width() {
		return this.width;
	}

	/**
	 * Writes a line of text.
	 * @param x where it begins, has its middle, or ends, as {@code anchor} says
	 * @param y its baseline
	 */
	public Sketch text(String text, double x, double y, double size, Look look, Anchor anchor) {
		double from = x - look.lettering.width(text, size) * anchor.before;
		this.body.append("<g fill=\"").append(look.colour).append("\">");
		look.lettering.draw(this.body, text, from, y, size);
		this.body.append("</g>");
		return this;
	}

	/**
	 * Draws a shape of a kind that the charts have.
	 * @throws IllegalArgumentException if there is no such kind
	 */
	public Sketch shape(String kind, String path) {
		String look = KINDS.get(kind);
		if (look == null) {
			throw new IllegalArgumentException("Shapes of the unknown kind " + kind);
		}
		this.body.append("<path ").append(look).append(" d=\"").append(path).append("\"/>");
		return this;
	}

	/** Runs {@code part}, and moves and scales everything that it draws. */
	public Sketch placed(double x, double y, double scale, Runnable part) {
		this.body.append("<g transform=\"translate(")
			.append(number(x))
			.append(' ')
			.append(number(y))
			.append(") scale(")
			.append(scale)
			.append(")\">");
		part.run();
		this.body.append("</g>");
		return this;
	}

	/** The width of a line of text. */
	public static double width(String text, double size, Look look) {
		return look.lettering.width(text, size);
	}

	/**
	 * Breaks a text into lines; what does not fit on the last one is cut with an
	 * ellipsis.
	 * @param widest the width of a line
	 * @param most the most lines
	 */
	public static List<String> lines(String text, double size, Look look, double widest, int most) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : text.strip().split("[ \n\t]+", -1)) {
			String longer = line.isEmpty() ? word : line + " " + word;
			if (!line.isEmpty() && look.lettering.width(longer, size) > widest) {
				lines.add(line.toString());
				line.setLength(0);
				longer = word;
			}
			line.setLength(0);
			line.append(longer);
		}
		lines.add(line.toString());
		if (lines.size() > most) {
			String last = String.join(" ", lines.subList(most - 1, lines.size()));
			lines = new ArrayList<>(lines.subList(0, most - 1));
			lines.add(last);
		}
		return lines.stream().map(whole -> cut(whole, size, look, widest)).toList();
	}

	private static String cut(String line, double size, Look look, double widest) {
		if (look.lettering.width(line, size) <= widest) {
			return line;
		}
		int end = line.length();
		while (end > 0 && look.lettering.width(line.substring(0, end).stripTrailing() + "…", size) > widest) {
			end = line.offsetByCodePoints(end, -1);
		}
		return line.substring(0, end).stripTrailing() + "…";
	}

	/**
	 * The finished document.
	 * @param height its height in pixels
	 */
	String svg(int height) {
		return """
				<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">\
				<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" \
				patternTransform="rotate(45)"><path d="M0 0V5" stroke="%3$s" stroke-width="2.4"/></pattern></defs>\
				<path fill="%4$s" d="M0 0H%1$dV%2$dH0z"/>%5$s</svg>""".formatted(this.width, height, RANGE, PAPER,
				this.body);
	}

	static String number(double number) {
		return String.format(Locale.ROOT, "%.2f", number);
	}

	/**
	 * The look of a text.
	 */
	public enum Look {

		PLAIN(Lettering.REGULAR, INK), STRONG(Lettering.BOLD, INK), QUIET(Lettering.REGULAR, SOFT),
		ACCENTED(Lettering.BOLD, ACCENT);

		private final Lettering lettering;

		private final String colour;

		Look(Lettering lettering, String colour) {
			this.lettering = lettering;
			this.colour = colour;
		}

	}

	/**
	 * The part of a text that lies at its place.
	 */
	public enum Anchor {

		START(0), MIDDLE(0.5), END(1);

		private final double before;

		Anchor(double before) {
			this.before = before;
		}

	}

}
