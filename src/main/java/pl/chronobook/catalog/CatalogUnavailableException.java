package pl.chronobook.catalog;

/**
 * No provider of book data answers just now; trying again later may help.
 */
public class CatalogUnavailableException extends RuntimeException {

	public CatalogUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
