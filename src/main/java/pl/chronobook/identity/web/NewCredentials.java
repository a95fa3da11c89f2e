package pl.chronobook.identity.web;

import java.util.Optional;

import org.springframework.validation.Errors;

import pl.chronobook.identity.domain.EmailAddress;
import pl.chronobook.identity.domain.PasswordPolicy;

/**
 * The checks shared by the forms that set a password for an address.
 */
final class NewCredentials {

	private NewCredentials() {
	}

	/**
	 * Rejects the fields {@code email} and {@code password} of a form. A password is only
	 * checked beside a valid address, because the policy compares the two.
	 * @return the address; or nothing, with the reasons in {@code errors}
	 */
	static Optional<EmailAddress> validate(String email, String password, PasswordPolicy policy, Errors errors) {
		Optional<EmailAddress> address = EmailAddress.parse(email);
		address.ifPresentOrElse((valid) -> validatePassword(password, valid, policy, errors),
				() -> errors.rejectValue("email", "identity.email.invalid"));
		return errors.hasErrors() ? Optional.empty() : address;
	}

	/** Rejects the field {@code password} if the policy finds the password weak. */
	static void validatePassword(String password, EmailAddress address, PasswordPolicy policy, Errors errors) {
		policy.weaknessOf(password, address)
			.ifPresent((weakness) -> errors.rejectValue("password", "identity.password." + weakness));
	}

}
