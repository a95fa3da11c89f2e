package pl.chronobook.notification.domain;

import pl.chronobook.identity.NotFoundException;

/**
 * The reader has no such browser or webhook.
 */
public class NoSuchChannelException extends NotFoundException {

	private static final long serialVersionUID = 1;

	NoSuchChannelException(Object id) {
		super("No channel " + id);
	}

}
