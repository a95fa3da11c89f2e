package pl.chronobook.identity.web;

import java.io.Serializable;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/**
 * The form that changes a password.
 *
 * @param current the present password, exactly as typed
 * @param password the new password, exactly as typed
 */
record PasswordForm(String current, String password) implements Serializable {

	static final PasswordForm EMPTY = new PasswordForm("", "");

	PasswordForm(@Nullable String current, @Nullable String password) {
		this.current = Objects.requireNonNullElse(current, "");
		this.password = Objects.requireNonNullElse(password, "");
	}

	/**
	 * Copies the errors onto an empty form. Only the copy may travel in the flash scope,
	 * which is stored with the session: passwords must not be.
	 */
	static BindingResult withoutTyped(BindingResult refused) {
		BindingResult copy = new BeanPropertyBindingResult(EMPTY, refused.getObjectName());
		refused.getFieldErrors()
			.forEach((error) -> copy.addError(new FieldError(error.getObjectName(), error.getField(), "", false,
					error.getCodes(), error.getArguments(), error.getDefaultMessage())));
		return copy;
	}

}
