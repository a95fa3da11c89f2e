package pl.chronobook.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Supplies the readers of a partition in the order of their ids. It stores no position
 * for a restart, because {@code training_progress} tells which readers are done.
 */
class ReaderDataReader implements ItemReader<ReaderData> {

	private static final UUID FIRST = new UUID(0, 0);

	private final ReaderDataStore readers;

	private final Partition partition;

	private final int pageSize;

	private final int lookupSize;

	private final Queue<ReaderData> found = new ArrayDeque<>();

	private final Queue<ReaderData> page = new ArrayDeque<>();

	private UUID last = FIRST;

	/**
	 * @param pageSize the number of readers whose rows are in memory together
	 * @param lookupSize the number of readers looked up together, by a query that costs
	 * the same for one reader as for thousands
	 */
	ReaderDataReader(ReaderDataStore readers, Partition partition, int pageSize, int lookupSize) {
		this.readers = readers;
		this.partition = partition;
		this.pageSize = pageSize;
		this.lookupSize = lookupSize;
	}

	@Override
	public @Nullable ReaderData read() {
		if (this.page.isEmpty()) {
			this.page.addAll(this.readers.filled(nextPage()));
		}
		return this.page.poll();
	}

	private List<ReaderData> nextPage() {
		if (this.found.isEmpty()) {
			this.found.addAll(this.readers.changed(this.partition, this.last, this.lookupSize));
		}
		List<ReaderData> next = new ArrayList<>();
		while (next.size() < this.pageSize && !this.found.isEmpty()) {
			next.add(this.found.remove());
		}
		if (!next.isEmpty()) {
			this.last = next.getLast().reader();
		}
		return next;
	}

}
