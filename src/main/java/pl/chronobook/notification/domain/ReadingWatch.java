package pl.chronobook.notification.domain;

import java.time.Clock;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import pl.chronobook.identity.AccountGoneException;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BookReadToEnd;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.RunningTimers;
import pl.chronobook.reading.RunningTimers.ForgottenTimer;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.TbrList;
import pl.chronobook.reading.TbrList.Item;

/**
 * Notices forgotten timers, and books whose last page a device has reached.
 */
@Component
class ReadingWatch {

	private static final Logger log = LoggerFactory.getLogger(ReadingWatch.class);

	private final Notifications notifications;

	private final NotificationSettings settings;

	private final RunningTimers timers;

	private final TbrList list;

	private final Readers readers;

	private final Clock clock;

	ReadingWatch(Notifications notifications, NotificationSettings settings, RunningTimers timers, TbrList list,
			Readers readers, Clock clock) {
		this.notifications = notifications;
		this.settings = settings;
		this.timers = timers;
		this.list = list;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Sends messages about forgotten timers. In quiet hours it does nothing; after them
	 * it sends the message if the timer is still running.
	 */
	@Scheduled(fixedRateString = "PT5M", initialDelayString = "PT1M")
	void findForgottenTimers() {
		for (ForgottenTimer timer : this.timers.forgotten()) {
			try {
				report(timer);
			}
			catch (AccountGoneException | NoSuchEntryException ex) {
				log.debug("The reader or the book left meanwhile", ex);
			}
		}
	}

	private void report(ForgottenTimer timer) {
		if (isWanted(timer.reader(), NotificationKind.SESSION_FORGOTTEN) && !isQuiet(timer.reader())) {
			String title = this.list.item(timer.reader(), timer.entry()).title();
			this.notifications.send(timer.reader(),
					new Happening.SessionForgotten(timer.session().value(), title, timer.startedAt(), timer.since()));
		}
	}

	/** Idempotent: the event contains the time, which identifies the occasion. */
	@ApplicationModuleListener
	void on(BookReadToEnd event) {
		if (!isWanted(event.reader(), NotificationKind.BOOK_FINISHED)) {
			return;
		}
		try {
			Item book = this.list.item(event.reader(), event.entry());
			if (book.status() != ReadingStatus.FINISHED) {
				this.notifications.send(event.reader(),
						new Happening.BookFinished(event.entry().value(), book.title(), event.at()));
			}
		}
		catch (NoSuchEntryException ex) {
			log.debug("The book was taken off the list meanwhile", ex);
		}
	}

	/**
	 * Returns whether a waiting message still holds: the timer is running, or the book is
	 * not finished.
	 */
	boolean isCurrent(ReaderId reader, Happening happening) {
		return switch (happening) {
			case Happening.SessionForgotten session ->
				this.timers.isForgotten(reader, new SessionId(session.session()));
			case Happening.BookFinished book -> isUnfinished(reader, new EntryId(book.entry()));
			case Happening.DateSlipped slip -> true;
			case Happening.DeadlineAtRisk risk -> true;
			case Happening.Test test -> true;
		};
	}

	private boolean isUnfinished(ReaderId reader, EntryId entry) {
		try {
			return this.list.item(reader, entry).status() != ReadingStatus.FINISHED;
		}
		catch (NoSuchEntryException ex) {
			return false;
		}
	}

	private boolean isWanted(ReaderId reader, NotificationKind kind) {
		return this.notifications.reaches(reader) && this.settings.of(reader).wants(kind);
	}

	private boolean isQuiet(ReaderId reader) {
		QuietHours quiet = this.settings.of(reader).quiet();
		Instant now = this.clock.instant();
		return quiet != null && quiet.end(now, this.readers.get(reader).zone()).isPresent();
	}

}
