package pl.chronobook.api.domain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import pl.chronobook.api.TokenId;

/**
 * The reader has no such access token.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchTokenException extends RuntimeException {

	NoSuchTokenException(TokenId id) {
		super("Not a token of this reader: " + id);
	}

}
