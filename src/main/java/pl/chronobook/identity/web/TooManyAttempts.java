package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Says when to try again: on the page where the attempt was made, or on one of its own
 * where that page is another module's.
 */
@ControllerAdvice
class TooManyAttempts {

	@ExceptionHandler
	String page(TooManyAttemptsException cause, HttpServletResponse response, Model model) {
		return answer("identity/wait", cause, response, model);
	}

	static String answer(String view, TooManyAttemptsException cause, HttpServletResponse response, Model model) {
		model.addAttribute("waitMinutes", cause.minutes());
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(cause.seconds()));
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		return view;
	}

}
