package pl.chronobook.transfer.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The reader has not uploaded such a file, or has replaced it since, or let it lie for
 * more than a day.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchImportException extends RuntimeException {

	NoSuchImportException(ImportId id) {
		super("Not this reader's import: " + id);
	}

}
