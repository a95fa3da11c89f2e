package pl.chronobook.sync.domain;

import pl.chronobook.identity.NotFoundException;

/**
 * No device of the reader has reported such a document.
 */
public class NoSuchDocumentException extends NotFoundException {

	public NoSuchDocumentException() {
		super("No device of this reader reported the document");
	}

}
