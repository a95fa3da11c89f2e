package pl.chronobook.identity.domain;

/**
 * An event in the security log. The kinds that have a notice are shown to the reader,
 * too.
 */
public enum SecurityEvent {

	SIGNED_IN(false), SIGN_IN_FAILED(false), CODE_REFUSED(true), LOCKED_OUT(false), SIGNED_OUT(false),
	REGISTERED(false), CONFIRMED(false), NEW_BROWSER(true), PASSWORD_CHANGED(true), PASSWORD_RESET(true),
	PASSKEY_ADDED(true), PASSKEY_REMOVED(true), AUTHENTICATOR_ADDED(true), AUTHENTICATOR_REMOVED(true),
	RECOVERY_CODES_MADE(true), SESSION_ENDED(false), PROVIDER_LINKED(true), PROVIDER_UNLINKED(true),
	INVITATION_MADE(false), TOKEN_CREATED(true), TOKEN_REVOKED(false), TOKEN_USED(false), WEBHOOK_ADDED(true),
	ACCOUNT_DELETED(false);

	private final boolean noticed;

	SecurityEvent(boolean noticed) {
		this.noticed = noticed;
	}

	boolean isNoticed() {
		return this.noticed;
	}

}
