package pl.chronobook.reading;

import pl.chronobook.identity.NotFoundException;

/**
 * The reader has no such session.
 */
public class NoSuchSessionException extends NotFoundException {

	public NoSuchSessionException(SessionId session) {
		super("Not a session of this reader: " + session);
	}

}
