package pl.chronobook.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An event that readers are notified of. Each kind is stored as JSON; the names of its
 * components are part of the contract with webhooks.
 */
sealed interface Happening {

	NotificationKind kind();

	/** Identifies the occasion. There is at most one message about each occasion. */
	String occasion();

	/** Returns the path of the page that a tap on the message opens. */
	String path();

	/**
	 * The finish of the list has moved to a later day.
	 *
	 * @param from the finish in the last message
	 * @param to the finish now
	 * @param on the reader's day on which this was noticed
	 */
	record DateSlipped(LocalDate from, LocalDate to, LocalDate on) implements Happening {

		long days() {
			return ChronoUnit.DAYS.between(this.from, this.to);
		}

		@Override
		public NotificationKind kind() {
			return NotificationKind.DATE_SLIPPED;
		}

		@Override
		public String occasion() {
			return kind().type() + ":" + this.from + ":" + this.to + ":" + this.on;
		}

		@Override
		public String path() {
			return "/forecast/why";
		}

	}

	/**
	 * The deadline is more likely to be missed than met.
	 *
	 * @param deadline the day
	 * @param percent the probability of meeting it, 0 to 100
	 * @param on the reader's day on which this was noticed
	 */
	record DeadlineAtRisk(LocalDate deadline, int percent, LocalDate on) implements Happening {

		@Override
		public NotificationKind kind() {
			return NotificationKind.DEADLINE_AT_RISK;
		}

		@Override
		public String occasion() {
			return kind().type() + ":" + this.deadline + ":" + this.on;
		}

		@Override
		public String path() {
			return "/forecast/deadline";
		}

	}

	/**
	 * The timer runs for longer than the reader ever reads.
	 *
	 * @param session the id of the session
	 * @param title the title of the book
	 * @param startedAt the time at which it began
	 * @param since the last time at which the reader is known to have read
	 */
	record SessionForgotten(UUID session, String title, Instant startedAt, Instant since) implements Happening {

		@Override
		public NotificationKind kind() {
			return NotificationKind.SESSION_FORGOTTEN;
		}

		@Override
		public String occasion() {
			return kind().type() + ":" + this.session + ":" + this.since.getEpochSecond();
		}

		@Override
		public String path() {
			return "/sessions";
		}

	}

	/**
	 * A device has reached the last page of a book that its reader has not marked as
	 * finished.
	 *
	 * @param entry the book's place on the list
	 * @param title its title
	 * @param at the time at which the device was there
	 */
	record BookFinished(UUID entry, String title, Instant at) implements Happening {

		@Override
		public NotificationKind kind() {
			return NotificationKind.BOOK_FINISHED;
		}

		@Override
		public String occasion() {
			return kind().type() + ":" + this.entry + ":" + this.at.getEpochSecond();
		}

		@Override
		public String path() {
			return "/reading-list/" + this.entry;
		}

	}

	/**
	 * The reader wants to see whether a message arrives.
	 *
	 * @param id the id of the test
	 */
	record Test(UUID id) implements Happening {

		@Override
		public NotificationKind kind() {
			return NotificationKind.TEST;
		}

		@Override
		public String occasion() {
			return kind().type() + ":" + this.id;
		}

		@Override
		public String path() {
			return "/account/notifications";
		}

	}

}
