package pl.chronobook.catalog.provider;

import java.util.List;
import java.util.Optional;

/**
 * An external provider of book data.
 */
public interface Provider {

	/** Returns the name that readers know. */
	String name();

	/**
	 * Searches for editions, the best match first.
	 * @throws ProviderUnavailableException if there is no usable answer
	 */
	List<Edition> search(SearchQuery query);

	/**
	 * Fetches one edition.
	 * @param key the provider's identifier of it
	 * @return empty if there is none
	 * @throws ProviderUnavailableException if there is no usable answer
	 */
	Optional<Edition> edition(String key);

}
