package pl.chronobook.forecast.facts;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.Reader;
import pl.chronobook.reading.ReadingHistory;

/**
 * Caches the facts that forecasts are computed from, for each revision of a list.
 * Dragging a slider would otherwise load years of sessions with every step.
 */
@Component
public class ReaderFactsCache {

	/** The largest number of sessions and books in the cache, of all readers together. */
	private static final int MOST = 100_000;

	private static final int OVERHEAD = 50;

	private static final Duration REST = Duration.ofMinutes(10);

	private final ReadingHistory history;

	private final Cache<Key, ReaderFacts> known = Caffeine.newBuilder()
		.maximumWeight(MOST)
		.<Key, ReaderFacts>weigher((key, facts) -> weight(facts))
		.expireAfterAccess(REST)
		.build();

	ReaderFactsCache(ReadingHistory history) {
		this.history = history;
	}

	/** Returns the facts of a reader as of now. */
	public ReaderFacts of(Reader account) {
		ReaderFacts kept = this.known.getIfPresent(new Key(account, this.history.revisionOf(account.id())));
		if (kept != null) {
			return kept;
		}
		ReaderFacts loaded = ReaderFacts.of(this.history.factsOf(account.id()), account.zone(), account.dayEndsAt());
		this.known.put(new Key(account, loaded.revision()), loaded);
		return loaded;
	}

	private static int weight(ReaderFacts facts) {
		return OVERHEAD + facts.queue().size() + facts.past().sessions().size() + facts.past().books().size();
	}

	/**
	 * The account belongs to the key, because the facts depend on its time zone and end
	 * of the day.
	 */
	private record Key(Reader account, long revision) {
	}

}
