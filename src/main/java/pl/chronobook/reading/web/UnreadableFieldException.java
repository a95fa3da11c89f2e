package pl.chronobook.reading.web;

/**
 * Thrown for a typed text that cannot be parsed. Carries its field, and the reason as a
 * message code.
 */
final class UnreadableFieldException extends RuntimeException {

	private final String field;

	private final String code;

	private final transient Object[] arguments;

	UnreadableFieldException(String field, String code, Object... arguments) {
		super("%s: %s".formatted(field, code));
		this.field = field;
		this.code = code;
		this.arguments = arguments;
	}

	String field() {
		return this.field;
	}

	String code() {
		return this.code;
	}

	Object[] arguments() {
		return this.arguments.clone();
	}

}
