package pl.chronobook.transfer.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.DemoStarted;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BatchId;
import pl.chronobook.transfer.incoming.HistoryStore;
import pl.chronobook.transfer.incoming.HistoryStore.FileBooks;

/**
 * Adds a made-up history to demo accounts.
 */
@Component
class Demo {

	private static final long SEED = 20_270_009;

	private final HistoryStore store;

	private final Readers readers;

	private final Clock clock;

	Demo(HistoryStore store, Readers readers, Clock clock) {
		this.store = store;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Adds the history, which ends yesterday, to a new demo account. Runs in the
	 * transaction that creates the account, so that no visitor sees an empty one, and
	 * before the listeners that need the history.
	 */
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void fill(DemoStarted started) {
		ReaderId reader = started.reader();
		ZoneId zone = this.readers.get(reader).zone();
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), zone);
		this.store.add(reader, List.of(new FileBooks(new DemoHistory(SEED, today, zone).books(), true)),
				new BatchId(Ids.next()), done -> {
				});
	}

}
