package pl.chronobook.reading.web;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.reading.TbrList.ListFullException;

/**
 * Explains on the list why a book could not be added to it, whichever page it came from.
 */
@ControllerAdvice
class FullList {

	@ExceptionHandler
	String explain(ListFullException full, RedirectAttributes redirect) {
		redirect.addFlashAttribute("toast", "reading.toast.list-full");
		redirect.addFlashAttribute("toastArguments", new Object[] { full.limit() });
		return "redirect:/reading-list";
	}

}
