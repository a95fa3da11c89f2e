package pl.chronobook.transfer.incoming;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import pl.chronobook.transfer.ImportId;

/**
 * The reader has no such import: it was never uploaded, was replaced, or has expired
 * after a day.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchImportException extends RuntimeException {

	NoSuchImportException(ImportId id) {
		super("Not this reader's import: " + id);
	}

}
