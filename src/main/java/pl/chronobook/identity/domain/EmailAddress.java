package pl.chronobook.identity.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An e-mail address in lower case, so that one mailbox is one account however it is
 * typed. The syntax is the one that browsers check in {@code <input type=email>}, with
 * the length limits of RFC 5321 and a dot in the domain, whose absence is always a typo.
 *
 * @param value the address, in lower case
 */
public record EmailAddress(String value) {

	/** The longest address that mail can be sent to, in characters. */
	public static final int MAX_LENGTH = 254;

	private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

	private static final Pattern SYNTAX = Pattern
		.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")+");

	public EmailAddress {
		if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
			throw new IllegalArgumentException("Not an e-mail address in lower case");
		}
	}

	/**
	 * Parses a typed address, in any case and with spaces around it.
	 * @return empty if the text is no address
	 */
	public static Optional<EmailAddress> parse(@Nullable String typed) {
		if (typed == null) {
			return Optional.empty();
		}
		String address = typed.strip().toLowerCase(Locale.ROOT);
		return (address.length() <= MAX_LENGTH && SYNTAX.matcher(address).matches())
				? Optional.of(new EmailAddress(address)) : Optional.empty();
	}

	/**
	 * Returns whether the address can receive mail. Accounts without an address have a
	 * placeholder in the top-level domain "invalid", which never exists (RFC 2606).
	 */
	public boolean isReachable() {
		return !this.value.endsWith(".invalid");
	}

	String localPart() {
		return this.value.substring(0, this.value.indexOf('@'));
	}

	@Override
	public String toString() {
		return this.value;
	}

}
