package pl.chronobook.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import pl.chronobook.identity.domain.TooManyAttemptsException;

/**
 * Shows a page of its own to readers who are throttled where no form can carry the
 * message, for example on a page of another module.
 */
@ControllerAdvice
class TooManyAttempts {

	@ExceptionHandler
	String page(TooManyAttemptsException cause, HttpServletRequest request, HttpServletResponse response, Model model) {
		model.addAttribute("waitMinutes", cause.minutes());
		// A visitor's pasted list comes back in its form
		model.addAttribute("typedTitles", request.getParameter("titles"));
		model.addAttribute("typedBookPages", request.getParameter("bookPages"));
		model.addAttribute("typedPagesPerWeek", request.getParameter("pagesPerWeek"));
		return answer("identity/wait", cause, response);
	}

	/** Answers 429 with the given view and the seconds to wait in {@code Retry-After}. */
	static String answer(String view, TooManyAttemptsException cause, HttpServletResponse response) {
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(cause.seconds()));
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		return view;
	}

}
