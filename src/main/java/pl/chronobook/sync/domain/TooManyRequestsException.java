package pl.chronobook.sync.domain;

/**
 * A device sends more requests than KOReader ever does.
 */
public class TooManyRequestsException extends RuntimeException {

	TooManyRequestsException() {
		super("Too many requests of one device", null, false, false);
	}

}
