package pl.chronobook.catalog.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.domain.TypedInBooks;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * The form for a book that no search finds. The stored book is also put on the list,
 * because a reader who types a book in wants to read it.
 */
@Controller
@RequestMapping("/catalog/books/new")
class TypedInBookController {

	private static final String FORM = "catalog/new-book";

	private final TypedInBooks books;

	TypedInBookController(TypedInBooks books) {
		this.books = books;
	}

	@GetMapping
	String form(@RequestParam(defaultValue = "") String q, Model model) {
		model.addAttribute("book",
				Isbn.parse(q)
					.map(isbn -> new BookForm("", "", "", isbn.value()))
					.orElseGet(() -> new BookForm(q.strip(), "", "", "")));
		return FORM;
	}

	@PostMapping
	ModelAndView save(@CurrentReader ReaderId reader, @ModelAttribute("book") BookForm form, BindingResult errors,
			RedirectAttributes redirect) {
		form.validate(errors);
		if (errors.hasErrors()) {
			ModelAndView again = new ModelAndView(FORM, errors.getModel());
			again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return again;
		}
		Book book = this.books.typeIn(reader, form.toBook());
		redirect.addFlashAttribute("toast", "catalog.toast.added");
		redirect.addFlashAttribute("toastArguments", new Object[] { book.title() });
		return new ModelAndView("redirect:/reading-list");
	}

}
