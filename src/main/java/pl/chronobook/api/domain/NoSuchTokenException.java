package pl.chronobook.api.domain;

import pl.chronobook.api.TokenId;
import pl.chronobook.identity.NotFoundException;

/**
 * The reader has no such access token.
 */
public class NoSuchTokenException extends NotFoundException {

	NoSuchTokenException(TokenId id) {
		super("Not a token of this reader: " + id);
	}

}
