package pl.chronobook.catalog;

/**
 * No provider of book data answers at the moment.
 */
public class CatalogUnavailableException extends RuntimeException {

	public CatalogUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
