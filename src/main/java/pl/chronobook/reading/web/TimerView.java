package pl.chronobook.reading.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.reading.domain.ReadingTimer;
import pl.chronobook.reading.domain.TimedSession;

/**
 * A timer, prepared for its page.
 *
 * @param id the id of its session
 * @param book the book that is read
 * @param entryId its place on the list
 * @param seconds the reading time until now
 * @param clock the same as on a stopwatch
 * @param time the same in whole minutes
 * @param start the time at which it began, in the reader's zone
 * @param paused whether it is paused
 * @param stopped whether it waits for its page
 * @param outlook the judgement by the reader's own sessions
 * @param scale the scale by which places in the book are typed and shown
 * @param median the median length of the reader's sessions in minutes; null without any
 */
record TimerView(UUID id, Book book, UUID entryId, long seconds, String clock, Duration time, ZonedDateTime start,
		boolean paused, boolean stopped, ReadingTimer.Outlook outlook, Progress.Scale scale, @Nullable Long median) {

	static TimerView of(TimedSession timer, ReadingTimer.Outlook outlook, @Nullable Book book, Progress.Scale scale,
			ZoneId zone, Instant now) {
		Duration active = timer.active(now);
		return new TimerView(timer.id().value(), Objects.requireNonNull(book), timer.entry().value(),
				active.toSeconds(), SessionsView.clock(active), SessionsView.rounded(active),
				timer.startedAt().atZone(zone), timer.isPaused(), timer.isStopped(), outlook, scale,
				Optional.ofNullable(outlook.median()).map(Duration::toMinutes).orElse(null));
	}

	/** The place at which it began, as it can be typed; null if it is not known. */
	public @Nullable String getFrom() {
		return (this.outlook.fromPage() != null) ? this.scale.show(this.outlook.fromPage()) : null;
	}

	/**
	 * The place that was probably reached, as it can be typed; null if it is unknown.
	 */
	public @Nullable String getPlace() {
		return (this.outlook.page() != null) ? this.scale.show(this.outlook.page()) : null;
	}

}
