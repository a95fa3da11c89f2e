package pl.chronobook.transfer.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.transfer.domain.Demo;

@Controller
class DemoController {

	private final Demo demo;

	private final Readers readers;

	private final MessageSourceAccessor messages;

	DemoController(Demo demo, Readers readers, MessageSource messages) {
		this.demo = demo;
		this.readers = readers;
		this.messages = new MessageSourceAccessor(messages);
	}

	/**
	 * Signs a visitor in to a demo account of their own. Whoever is signed in already
	 * stays who they are.
	 */
	@PostMapping("/demo")
	String start(@CurrentReader @Nullable ReaderId reader, HttpServletRequest request, HttpServletResponse response,
			RedirectAttributes redirect) {
		if (!this.demo.isOffered()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		if (reader == null && this.demo.isFull()) {
			redirect.addFlashAttribute("toastText", this.messages.getMessage("transfer.demo.full"));
		}
		else if (reader == null) {
			this.demo.fill(this.readers.signInDemo(request, response));
		}
		return "redirect:/";
	}

	/**
	 * Tells every page whether there is a demo.
	 */
	@ControllerAdvice
	static class Offer {

		private final Demo demo;

		Offer(Demo demo) {
			this.demo = demo;
		}

		@ModelAttribute("demoOffered")
		boolean demoOffered() {
			return this.demo.isOffered();
		}

	}

}
