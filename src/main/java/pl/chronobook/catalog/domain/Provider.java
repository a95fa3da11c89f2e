package pl.chronobook.catalog.domain;

import java.util.List;
import java.util.Optional;

/**
 * Somebody outside who knows books.
 */
interface Provider {

	/** Its name as readers know it. */
	String name();

	/**
	 * Looks for editions, best first.
	 * @throws ProviderUnavailableException if it gives no answer that can be understood
	 */
	List<Edition> search(SearchQuery query);

	/**
	 * Asks for one edition.
	 * @param key the provider's name for it
	 * @return empty if there is none
	 * @throws ProviderUnavailableException if it gives no answer that can be understood
	 */
	Optional<Edition> edition(String key);

}
