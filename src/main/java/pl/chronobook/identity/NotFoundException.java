package pl.chronobook.identity;

/**
 * The reader has nothing with the given id: it does not exist, or another reader owns it.
 * Pages and the API answer with status 404.
 */
public abstract class NotFoundException extends RuntimeException {

	protected NotFoundException(String message) {
		super(message);
	}

}
