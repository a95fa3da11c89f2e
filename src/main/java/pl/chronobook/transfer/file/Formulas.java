package pl.chronobook.transfer.file;

/**
 * Prevents spreadsheets from evaluating a text as a formula: a text that begins like one,
 * or with an apostrophe, gets an apostrophe in front.
 */
public final class Formulas {

	private static final String TRIGGERS = "=+-@\t\r\n＝＋－＠";

	private Formulas() {
	}

	/**
	 * Guards a text; {@link #reveal} undoes it exactly.
	 */
	public static String guard(String text) {
		return (isTrigger(text) || text.startsWith("'")) ? "'" + text : text;
	}

	/**
	 * Removes the guard of a text, if it has one.
	 */
	public static String reveal(String text) {
		if (!text.startsWith("'")) {
			return text;
		}
		String rest = text.substring(1);
		return (isTrigger(rest) || rest.startsWith("'")) ? rest : text;
	}

	/**
	 * Returns whether a spreadsheet might evaluate the text as a formula.
	 */
	static boolean isTrigger(String text) {
		return !text.isEmpty() && TRIGGERS.indexOf(text.charAt(0)) >= 0;
	}

}
