package pl.chronobook.reading.web;

import java.util.Optional;

import jakarta.validation.Valid;

import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;

/**
 * Sets the current page of a book from the dashboard. The form contains no version of the
 * entry, because the typed page is meant for the book's present state.
 */
@Controller
class CurrentPageController {

	private static final String DASHBOARD = "redirect:/";

	private final ReadingList readingList;

	CurrentPageController(ReadingList readingList) {
		this.readingList = readingList;
	}

	@PostMapping("/reading-list/{id}/current-page")
	String moveTo(@CurrentReader ReaderId reader, @PathVariable EntryId id,
			@Valid @ModelAttribute("nowPage") PageForm form, BindingResult result, RedirectAttributes redirect) {
		ListEntry entry = this.readingList.entry(reader, id);
		Progress.Scale book = Progress.Scale.of(entry);
		Optional<Integer> typed = form.read(book, result);
		if (typed.isEmpty()) {
			result.getModel().forEach(redirect::addFlashAttribute);
			return DASHBOARD;
		}
		this.readingList.moveTo(reader, entry.id(), typed.get());
		redirect.addFlashAttribute("toast", book.isAudio() ? "reading.audio.saved" : "reading.page.saved");
		redirect.addFlashAttribute("toastArguments",
				new Object[] { book.isAudio() ? book.show(typed.get()) : typed.get() });
		return DASHBOARD;
	}

}
