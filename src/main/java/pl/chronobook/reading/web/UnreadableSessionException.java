package pl.chronobook.reading.web;

/**
 * A field of a session's form that cannot be read.
 */
final class UnreadableSessionException extends RuntimeException {

	private final String field;

	private final transient Object[] arguments;

	UnreadableSessionException(String field, String messageCode, Object... arguments) {
		super(messageCode);
		this.field = field;
		this.arguments = arguments;
	}

	String field() {
		return this.field;
	}

	Object[] arguments() {
		return this.arguments.clone();
	}

}
