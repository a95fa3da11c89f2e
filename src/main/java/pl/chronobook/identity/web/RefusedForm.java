package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.validation.Errors;

import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Answers a form that was refused with its own page. These forms post to the address of
 * their page, so a redirect is not needed to keep the address; it would only put typed
 * passwords and codes into the session.
 */
final class RefusedForm {

	private RefusedForm() {
	}

	/** Answers with the page and the reasons at its fields. */
	static String show(String view, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return view;
	}

	/** Answers with the page and the time after which another attempt is allowed. */
	static String throttled(String view, TooManyAttemptsException cause, Errors errors, HttpServletResponse response) {
		errors.reject("identity.wait", new Object[] { cause.minutes() }, null);
		return TooManyAttempts.answer(view, cause, response);
	}

}
