package pl.chronobook.transfer.incoming;

import pl.chronobook.identity.NotFoundException;
import pl.chronobook.transfer.ImportId;

/**
 * The reader has no such import: it was never uploaded, was replaced, or has expired
 * after a day.
 */
public class NoSuchImportException extends NotFoundException {

	NoSuchImportException(ImportId id) {
		super("Not this reader's import: " + id);
	}

}
