package pl.chronobook.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Constrains a name by which readers tell apart what may enter their account: a device, a
 * token.
 */
@NotBlank
@Size(max = Label.MAX_LENGTH)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
public @interface Label {

	/** The most characters of a label. */
	int MAX_LENGTH = 60;

	/** Returns the key of the message in {@code messages.properties}, in braces. */
	String message() default "{identity.label.invalid}";

	/** Returns the validation groups. */
	Class<?>[] groups() default {};

	/** Returns the payload. */
	Class<? extends Payload>[] payload() default {};

}
