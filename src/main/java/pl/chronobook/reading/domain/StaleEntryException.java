package pl.chronobook.reading.domain;

import pl.chronobook.reading.EntryId;

/**
 * The book was changed elsewhere since the page was shown, so the change was not made.
 */
public class StaleEntryException extends RuntimeException {

	private final transient EntryId entry;

	public StaleEntryException(EntryId entry) {
		super("Changed meanwhile: " + entry);
		this.entry = entry;
	}

	public EntryId entry() {
		return this.entry;
	}

}
