package pl.chronobook.sync.web;

import org.springframework.http.HttpStatus;

/**
 * The errors of KOReader's own sync server, with its codes and messages.
 */
enum ProtocolError {

	UNKNOWN(2000, HttpStatus.BAD_GATEWAY, "Unknown server error."),
	UNAUTHORIZED(2001, HttpStatus.UNAUTHORIZED, "Unauthorized"),
	INVALID_REQUEST(2003, HttpStatus.FORBIDDEN, "Invalid request"),
	DOCUMENT_MISSING(2004, HttpStatus.FORBIDDEN, "Field 'document' not provided."),
	REGISTRATION_DISABLED(2005, HttpStatus.PAYMENT_REQUIRED, "User registration is disabled."),
	/** The original has no limit, therefore this error has the code of an unknown one. */
	TOO_MANY_REQUESTS(2000, HttpStatus.TOO_MANY_REQUESTS, "Too many requests.");

	private final int code;

	private final HttpStatus status;

	private final String message;

	ProtocolError(int code, HttpStatus status, String message) {
		this.code = code;
		this.status = status;
		this.message = message;
	}

	int code() {
		return this.code;
	}

	HttpStatus status() {
		return this.status;
	}

	String message() {
		return this.message;
	}

}
