package pl.chronobook.notification.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The delivery of a message to a browser or a webhook.
 *
 * @param kind the kind of the message
 * @param state the state of the delivery
 * @param attempts the number of attempts
 * @param attemptedAt the time of the last attempt; null before the first
 * @param status HTTP status of the last answer; null without one
 */
public record Delivery(NotificationKind kind, State state, int attempts, @Nullable Instant attemptedAt,
		@Nullable Integer status) {

	/** The states of a delivery. */
	public enum State {

		/** It waits for its first or next attempt. */
		WAITING,

		/** The other side accepted it. */
		DELIVERED,

		/** It was given up. */
		FAILED,

		/** It had become obsolete before it could be sent. */
		OUTDATED

	}

}
