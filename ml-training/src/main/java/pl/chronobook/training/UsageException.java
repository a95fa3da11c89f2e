package pl.chronobook.training;

/**
 * The command line is not understood.
 */
class UsageException extends RuntimeException {

	UsageException(String message) {
		super(message);
	}

}
