package pl.chronobook.catalog;

import java.util.Optional;

/**
 * An international standard book number in its 13-digit form (ISO 2108).
 *
 * @param value thirteen digits with a correct check digit
 */
public record Isbn(String value) {

	/**
	 * Checks form and check digit.
	 * @throws IllegalArgumentException if {@code value} is no ISBN-13
	 */
	public Isbn {
		if (!value.matches("97[89]\\d{10}") || checkDigit13(value) != value.charAt(12)) {
			throw new IllegalArgumentException("Not an ISBN-13: " + value);
		}
	}

	/**
	 * Parses a typed ISBN: ten or thirteen digits, with hyphens or blanks. An ISBN-10
	 * becomes the ISBN-13 of the same book.
	 * @return empty if the text is no ISBN or its check digit is wrong
	 */
	public static Optional<Isbn> parse(String text) {
		String digits = text.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(java.util.Locale.ROOT);
		if (digits.matches("\\d{9}[\\dX]")) {
			if (checkDigit10(digits) != digits.charAt(9)) {
				return Optional.empty();
			}
			String stem = "978" + digits.substring(0, 9);
			return Optional.of(new Isbn(stem + checkDigit13(stem)));
		}
		if (digits.matches("97[89]\\d{10}") && checkDigit13(digits) == digits.charAt(12)) {
			return Optional.of(new Isbn(digits));
		}
		return Optional.empty();
	}

	private static char checkDigit13(String digits) {
		int sum = 0;
		for (int i = 0; i < 12; i++) {
			sum += Character.digit(digits.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
		}
		return Character.forDigit((10 - sum % 10) % 10, 10);
	}

	private static char checkDigit10(String digits) {
		int sum = 0;
		for (int i = 0; i < 9; i++) {
			sum += Character.digit(digits.charAt(i), 10) * (10 - i);
		}
		int check = (11 - sum % 11) % 11;
		return (check == 10) ? 'X' : Character.forDigit(check, 10);
	}

}
