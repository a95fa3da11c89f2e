package pl.chronobook.reading;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The reader has no such book on the list.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchEntryException extends RuntimeException {

	public NoSuchEntryException(EntryId entry) {
		super("Not on this reader's list: " + entry);
	}

}
