package pl.chronobook.notification.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a browser or a webhook, or at its end.
 *
 * @param kind what it is about
 * @param state how far it is
 * @param attempts how often it was sent
 * @param attemptedAt when it was sent last; null before the first attempt
 * @param status HTTP status of the last answer; null without one
 */
public record Delivery(NotificationKind kind, State state, int attempts, @Nullable Instant attemptedAt,
		@Nullable Integer status) {

	/** Where a message can be. */
	public enum State {

		/** It waits for an attempt, the first or another one. */
		WAITING,

		/** The other side has taken it. */
		DELIVERED,

		/** It was given up. */
		FAILED,

		/** It was no longer true when it could be sent. */
		OUTDATED

	}

}
