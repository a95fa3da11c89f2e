package pl.chronobook.sync.domain;

/**
 * A device tries to replace a version of a file that is not the current one.
 */
public class PreconditionFailedException extends RuntimeException {

	PreconditionFailedException() {
		super("Another version of the file is there", null, false, false);
	}

}
