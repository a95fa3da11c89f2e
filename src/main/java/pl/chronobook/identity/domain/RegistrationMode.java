package pl.chronobook.identity.domain;

/**
 * The rule by which accounts are created.
 */
public enum RegistrationMode {

	/** Everybody may register. */
	OPEN,

	/** Registration takes a reader's invitation. */
	CLOSED,

	/** Accounts are created by signing in at a configured OpenID provider. */
	OIDC_ONLY

}
