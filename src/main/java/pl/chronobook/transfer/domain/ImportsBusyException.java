package pl.chronobook.transfer.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Too many readers import at the same time; a little later it will work.
 */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public class ImportsBusyException extends RuntimeException {

	ImportsBusyException() {
		super("Too many files are being read just now");
	}

}
