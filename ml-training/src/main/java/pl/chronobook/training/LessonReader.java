package pl.chronobook.training;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Hands out the readers of a partition, by key. Where it stopped is not remembered: what
 * has been trained is noted, and does not come again.
 */
class LessonReader implements ItemReader<Lesson> {

	private static final UUID FIRST = new UUID(0, 0);

	private final Lessons lessons;

	private final Partition partition;

	private final int pageSize;

	private final Queue<Lesson> page = new ArrayDeque<>();

	private UUID last = FIRST;

	LessonReader(Lessons lessons, Partition partition, int pageSize) {
		this.lessons = lessons;
		this.partition = partition;
		this.pageSize = pageSize;
	}

	@Override
	public @Nullable Lesson read() {
		if (this.page.isEmpty()) {
			this.page.addAll(this.lessons.next(this.partition, this.last, this.pageSize));
		}
		Lesson lesson = this.page.poll();
		if (lesson != null) {
			this.last = lesson.reader();
		}
		return lesson;
	}

}
