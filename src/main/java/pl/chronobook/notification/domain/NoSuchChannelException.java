package pl.chronobook.notification.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The reader has no such browser or webhook.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchChannelException extends RuntimeException {

	private static final long serialVersionUID = 1;

	NoSuchChannelException(Object id) {
		super("No channel " + id);
	}

}
