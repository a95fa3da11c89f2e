package pl.chronobook.reading.web;

import java.util.Optional;
import java.util.UUID;

import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

	private static final int LONGEST = 20;

	private final ReadingList readingList;

	private final MessageSourceAccessor messages;

	CurrentPageController(ReadingList readingList, MessageSource messages) {
		this.readingList = readingList;
		this.messages = new MessageSourceAccessor(messages);
	}

	@PostMapping("/reading-list/{id}/current-page")
	String moveTo(@CurrentReader ReaderId reader, @PathVariable UUID id, @RequestParam(defaultValue = "") String page,
			RedirectAttributes redirect) {
		ListEntry entry = this.readingList.entry(reader, new EntryId(id));
		Progress.Scale book = Progress.Scale.of(entry);
		Optional<Integer> typed = book.parse(page);
		if (typed.isEmpty()) {
			redirect.addFlashAttribute("nowPage", (page.length() <= LONGEST) ? page : page.substring(0, LONGEST));
			redirect.addFlashAttribute("nowPageProblem",
					this.messages.getMessage(book.question(), new Object[] { book.end() }));
			return DASHBOARD;
		}
		this.readingList.moveTo(reader, entry.id(), typed.get());
		redirect.addFlashAttribute("toast", book.isAudio() ? "reading.audio.saved" : "reading.page.saved");
		redirect.addFlashAttribute("toastArguments",
				new Object[] { book.isAudio() ? book.show(typed.get()) : typed.get() });
		return DASHBOARD;
	}

}
