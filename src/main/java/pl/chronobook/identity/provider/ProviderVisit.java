package pl.chronobook.identity.provider;

import java.io.Serializable;
import java.time.ZoneId;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Accounts;

/**
 * The reason for which a browser is sent to a provider. It is kept in the session, with
 * the authorization request that it belongs to, so that an answer of the provider never
 * serves another purpose than the one it was asked for.
 *
 * @param purpose the use of the answer
 * @param reader the reader who was signed in when the browser left; null for a visitor
 * @param invitation the token of an invitation, for a registration; or an empty text
 * @param zone the time zone for a new account
 * @param next the path to go on with after a confirmation; or an empty text
 */
public record ProviderVisit(Purpose purpose, @Nullable ReaderId reader, String invitation, ZoneId zone,
		String next) implements Serializable {

	private static final String BEGUN = "chronobook.provider-visit";

	/** The purpose of an answer to which no visit was begun. */
	static final ProviderVisit SIGN_IN = new ProviderVisit(Purpose.SIGN_IN, null, "", Accounts.DEFAULT_ZONE, "");

	/** Creates a visit that creates an account. */
	public static ProviderVisit toRegister(String invitation, ZoneId zone) {
		return new ProviderVisit(Purpose.SIGN_IN, null, invitation, zone, "");
	}

	/** Creates a visit that links the provider's account to the reader's. */
	public static ProviderVisit toLink(ReaderId reader) {
		return new ProviderVisit(Purpose.LINK, reader, "", Accounts.DEFAULT_ZONE, "");
	}

	/** Creates a visit by which a reader confirms their identity. */
	public static ProviderVisit toConfirm(ReaderId reader, String next) {
		return new ProviderVisit(Purpose.CONFIRM, reader, "", Accounts.DEFAULT_ZONE, next);
	}

	/**
	 * Stores the visit in the session for the next authorization request of this browser.
	 */
	public void begin(HttpServletRequest request) {
		request.getSession().setAttribute(BEGUN, this);
	}

	/** Removes the visit from the session and returns it. */
	static ProviderVisit take(HttpServletRequest request) {
		var session = request.getSession(false);
		if (session == null || !(session.getAttribute(BEGUN) instanceof ProviderVisit visit)) {
			return SIGN_IN;
		}
		session.removeAttribute(BEGUN);
		return visit;
	}

	/**
	 * The purposes of a visit.
	 */
	enum Purpose {

		/** Sign in or register. */
		SIGN_IN,

		/** Link the provider's account to the reader's. */
		LINK,

		/** Confirm the reader's identity. */
		CONFIRM

	}

}
