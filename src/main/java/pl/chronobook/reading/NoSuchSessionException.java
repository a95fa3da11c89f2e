package pl.chronobook.reading;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The reader has no such session.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchSessionException extends RuntimeException {

	public NoSuchSessionException(SessionId session) {
		super("Not a session of this reader: " + session);
	}

}
