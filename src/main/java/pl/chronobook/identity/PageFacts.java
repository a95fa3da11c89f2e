package pl.chronobook.identity;

import java.util.Optional;

/**
 * Something that the pages of a reader show. Each module tells of its own tables.
 */
public interface PageFacts {

	/**
	 * Returns a text that is another one after every change of what the pages show. It is
	 * asked for with every page, so one look at the database has to do.
	 * @return empty if a page looks different with every request just now
	 */
	Optional<String> version(ReaderId reader);

}
