package pl.chronobook.transfer.domain;

/**
 * Keeps spreadsheets from taking a text for a formula: a text that begins like one, or
 * with an apostrophe, gets an apostrophe in front.
 */
final class Formulas {

	private static final String TRIGGERS = "=+-@\t\r\n＝＋－＠";

	private Formulas() {
	}

	/**
	 * Guards a text; {@link #reveal} undoes it exactly.
	 */
	static String guard(String text) {
		return (isTrigger(text) || text.startsWith("'")) ? "'" + text : text;
	}

	/**
	 * Takes the guard off, if there is one.
	 */
	static String reveal(String text) {
		if (!text.startsWith("'")) {
			return text;
		}
		String rest = text.substring(1);
		return (isTrigger(rest) || rest.startsWith("'")) ? rest : text;
	}

	/**
	 * Whether a spreadsheet might take the text for a formula.
	 */
	static boolean isTrigger(String text) {
		return !text.isEmpty() && TRIGGERS.indexOf(text.charAt(0)) >= 0;
	}

}
