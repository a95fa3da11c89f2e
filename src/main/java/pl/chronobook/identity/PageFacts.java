package pl.chronobook.identity;

import java.util.Optional;

/**
 * Tells the cache of rendered pages when data have changed. Each module implements it for
 * its own tables.
 */
public interface PageFacts {

	/**
	 * Returns a text that differs after every change of the data that pages show. It is
	 * called for every page, so it must not take more than one query.
	 * @return empty if pages cannot be cached at present, because they differ with every
	 * request
	 */
	Optional<String> version(ReaderId reader);

}
