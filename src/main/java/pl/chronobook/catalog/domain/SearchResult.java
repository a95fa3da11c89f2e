package pl.chronobook.catalog.domain;

import java.util.List;

/**
 * What a search found.
 *
 * @param state how it went
 * @param editions the editions found, best first
 * @param silent names of the providers that were asked and did not answer
 */
public record SearchResult(State state, List<Edition> editions, List<String> silent) {

	/**
	 * How a search went.
	 */
	public enum State {

		/** Nothing was asked: the text is too short. */
		NOT_ASKED,

		/** Who was asked answered. */
		ANSWERED,

		/** Some provider answered, another did not. */
		PARTLY,

		/** No provider answered. */
		UNAVAILABLE

	}

}
