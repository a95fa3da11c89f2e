package pl.chronobook.reading.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns texts into outlines of Literata, so that pictures need neither fonts nor a font
 * system on the machine. The outlines of the letters are in {@code lettering/}, one a
 * line: code point, advance and path, in thousandths of the size.
 */
enum Lettering {

	REGULAR("literata-400.txt"), BOLD("literata-600.txt");

	private static final double UNITS = 1000;

	private static final int UNKNOWN = '?';

	private static final Map<Lettering, Map<Integer, Letter>> LETTERS = Arrays.stream(values())
		.collect(Collectors.toMap(Function.identity(), lettering -> lettersOf(lettering.file)));

	private final String file;

	Lettering(String file) {
		this.file = file;
	}

	private static Map<Integer, Letter> lettersOf(String file) {
		Map<Integer, Letter> letters = new HashMap<>();
		try (InputStream lines = Objects.requireNonNull(Lettering.class.getResourceAsStream("/lettering/" + file))) {
			new String(lines.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
				String[] parts = line.split(" ", 3);
				letters.put(Integer.parseInt(parts[0], 16),
						new Letter(Integer.parseInt(parts[1]), (parts.length > 2) ? parts[2] : ""));
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return letters;
	}

	/** The width of a text, in units of the picture. */
	double width(String text, double size) {
		return text.codePoints().mapToDouble(code -> letter(code).advance()).sum() * size / UNITS;
	}

	/**
	 * Appends the outlines of a text, each letter as a path of its own, to an SVG
	 * document.
	 * @param x where the text begins
	 * @param y its baseline
	 * @param size the height of a line
	 */
	void draw(StringBuilder svg, String text, double x, double y, double size) {
		double scale = size / UNITS;
		double at = x;
		for (int code : text.codePoints().toArray()) {
			Letter letter = letter(code);
			if (!letter.outline().isEmpty()) {
				svg.append("<path transform=\"translate(")
					.append(Sketch.number(at))
					.append(' ')
					.append(Sketch.number(y))
					.append(") scale(")
					.append(scale)
					.append(")\" d=\"")
					.append(letter.outline())
					.append("\"/>");
			}
			at += letter.advance() * scale;
		}
	}

	/** Letters of scripts that the typeface lacks become question marks. */
	private Letter letter(int code) {
		if (Character.getType(code) == Character.FORMAT) {
			return Letter.NOTHING;
		}
		int known = (code == '\u2007' || code == '\u202f') ? '\u00a0' : code;
		Map<Integer, Letter> letters = Objects.requireNonNull(LETTERS.get(this));
		return Objects.requireNonNullElseGet(letters.get(known), () -> Objects.requireNonNull(letters.get(UNKNOWN)));
	}

	/**
	 * A letter.
	 */
	private record Letter(int advance, String outline) {

		static final Letter NOTHING = new Letter(0, "");

	}

}
