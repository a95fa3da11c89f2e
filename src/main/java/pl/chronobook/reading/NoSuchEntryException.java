package pl.chronobook.reading;

import pl.chronobook.identity.NotFoundException;

/**
 * The reader has no such book on the list.
 */
public class NoSuchEntryException extends NotFoundException {

	public NoSuchEntryException(EntryId entry) {
		super("Not on this reader's list: " + entry);
	}

}
