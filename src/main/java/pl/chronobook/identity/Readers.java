package pl.chronobook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The readers, as the other modules see them.
 */
public interface Readers {

	/**
	 * Finds a reader.
	 * @throws java.util.NoSuchElementException if the account is gone
	 */
	Reader get(ReaderId id);

	/**
	 * What the reader's account is set to.
	 * @throws java.util.NoSuchElementException if the account is gone
	 */
	ReaderSettings settings(ReaderId id);

	/** Sets an account as it says. */
	void change(ReaderId id, ReaderSettings settings);

	/**
	 * Makes a demo account with an address and a password that nobody knows, and signs
	 * its reader in for this browser.
	 */
	ReaderId signInDemo(HttpServletRequest request, HttpServletResponse response);

}
