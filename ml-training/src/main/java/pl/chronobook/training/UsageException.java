package pl.chronobook.training;

/**
 * Thrown for a command line that cannot be parsed.
 */
class UsageException extends RuntimeException {

	UsageException(String message) {
		super(message);
	}

}
