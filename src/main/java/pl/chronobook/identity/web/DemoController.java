package pl.chronobook.identity.web;

import pl.chronobook.identity.session.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.domain.Demos;
import pl.chronobook.identity.domain.SignInAttempts;

@Controller
class DemoController {

	private final Demos demos;

	private final SignInAttempts attempts;

	private final SignIn signIn;

	DemoController(Demos demos, SignInAttempts attempts, SignIn signIn) {
		this.demos = demos;
		this.attempts = attempts;
		this.signIn = signIn;
	}

	/**
	 * Signs a visitor in to a new demo account. A reader who is signed in already stays
	 * so.
	 */
	@PostMapping("/demo")
	String start(@CurrentReader @Nullable ReaderId reader, HttpServletRequest request, HttpServletResponse response) {
		if (!this.demos.isOffered()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		if (reader == null) {
			this.signIn.start(this.attempts.startDemo(request.getRemoteAddr()), "FACTOR_DEMO", request, response);
		}
		return "redirect:/";
	}

	/**
	 * Signs a visitor in to a temporary account and forwards the uploaded history, or the
	 * pasted list, to the import. A reader who is signed in already is redirected to the
	 * import page.
	 */
	@PostMapping("/demo/own")
	String startWithOwnHistory(@CurrentReader @Nullable ReaderId reader, HttpServletRequest request,
			HttpServletResponse response) {
		if (!this.demos.isOffered()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		if (reader != null) {
			return "redirect:/import";
		}
		this.signIn.start(this.attempts.startGuest(request.getRemoteAddr()), "FACTOR_DEMO", request, response);
		return "forward:/import/at-once";
	}

	/**
	 * Redirects to the form, for uploads that were too large and for tabs that are
	 * reopened.
	 */
	@GetMapping("/demo/own")
	String form() {
		return "redirect:/?own";
	}

	/**
	 * Adds to every page whether a demo is offered.
	 */
	@ControllerAdvice
	static class Offer {

		private final Demos demos;

		Offer(Demos demos) {
			this.demos = demos;
		}

		@ModelAttribute("demoOffered")
		boolean demoOffered() {
			return this.demos.isOffered();
		}

	}

}
