package pl.chronobook.identity;

import java.util.NoSuchElementException;

/**
 * The account does not exist, or no longer does. A session may outlive its account for a
 * moment, so every request of a signed-in reader can end with this exception.
 */
public class AccountGoneException extends NoSuchElementException {

	private static final long serialVersionUID = 1L;

	public AccountGoneException(ReaderId reader) {
		super("Reader " + reader.value() + " has no account");
	}

}
