package pl.chronobook.sync.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * No device of the reader has reported such a document.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchDocumentException extends RuntimeException {

}
