package pl.chronobook.notification.domain;

/**
 * The kinds of messages. The name for programs is part of the contract with webhooks; the
 * texts are {@code notification.KIND.title} and {@code notification.KIND.text}.
 */
public enum NotificationKind {

	DATE_SLIPPED("date.slipped"), DEADLINE_AT_RISK("deadline.at_risk"), SESSION_FORGOTTEN("session.forgotten"),
	BOOK_FINISHED("book.finished"),

	/** A message that the reader sends to see whether it arrives. */
	TEST("test");

	private final String type;

	NotificationKind(String type) {
		this.type = type;
	}

	/** The name for programs. */
	public String type() {
		return this.type;
	}

}
