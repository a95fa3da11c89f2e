package pl.chronobook.api.domain;

/**
 * An idempotency key was used before, for another request.
 */
public class IdempotencyConflictException extends RuntimeException {

	IdempotencyConflictException() {
		super("The key belongs to another request");
	}

}
