package pl.chronobook.api.web;

/**
 * No book that the reader may see has this reference.
 */
class UnknownBookException extends RuntimeException {

	UnknownBookException() {
		super("No such book");
	}

}
