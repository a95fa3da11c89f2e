package pl.chronobook.training;

import java.util.ArrayDeque;
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

	private final Queue<ReaderData> page = new ArrayDeque<>();

	private UUID last = FIRST;

	ReaderDataReader(ReaderDataStore readers, Partition partition, int pageSize) {
		this.readers = readers;
		this.partition = partition;
		this.pageSize = pageSize;
	}

	@Override
	public @Nullable ReaderData read() {
		if (this.page.isEmpty()) {
			this.page.addAll(this.readers.next(this.partition, this.last, this.pageSize));
		}
		ReaderData data = this.page.poll();
		if (data != null) {
			this.last = data.reader();
		}
		return data;
	}

}
