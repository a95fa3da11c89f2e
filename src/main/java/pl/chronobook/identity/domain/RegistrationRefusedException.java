package pl.chronobook.identity.domain;

/**
 * The rules of registration do not allow this visitor an account.
 */
public class RegistrationRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public RegistrationRefusedException() {
		super("Registration is not open to this visitor");
	}

}
