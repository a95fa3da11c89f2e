package pl.chronobook.catalog.domain;

import pl.chronobook.catalog.provider.Edition;
import java.util.List;

/**
 * The result of a search.
 *
 * @param state whether the providers answered
 * @param editions the editions found, best first
 * @param silent names of the providers that did not answer
 */
public record SearchResult(State state, List<Edition> editions, List<String> silent) {

	/**
	 * The answers of the providers.
	 */
	public enum State {

		/** The query is too short; no provider was asked. */
		NOT_ASKED,

		/** All providers that were asked answered. */
		ANSWERED,

		/** At least one provider answered, at least one did not. */
		PARTLY,

		/** No provider answered. */
		UNAVAILABLE

	}

}
