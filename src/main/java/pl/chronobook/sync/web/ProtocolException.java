package pl.chronobook.sync.web;

/**
 * The protocol answers the request of a device with an error.
 */
class ProtocolException extends RuntimeException {

	private final ProtocolError error;

	ProtocolException(ProtocolError error) {
		super(error.message(), null, false, false);
		this.error = error;
	}

	ProtocolError error() {
		return this.error;
	}

}
