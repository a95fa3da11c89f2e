package pl.chronobook.reading.web;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.catalog.CatalogUnavailableException;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.TbrList.ListFullException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;

/**
 * Adds a book to the list without leaving the page that shows it, and takes that back.
 * The answers are fragments that replace the button beside the book. Without JavaScript
 * the same buttons use {@link ReadingListController}.
 */
@Controller
@RequestMapping("/reading-list/in-place")
class InPlaceAdditionController {

	private static final String ADDED = "reading/in-place :: added";

	private static final String ADDABLE = "reading/in-place :: addable";

	private final ReadingList readingList;

	private final Catalog catalog;

	InPlaceAdditionController(ReadingList readingList, Catalog catalog) {
		this.readingList = readingList;
		this.catalog = catalog;
	}

	@PostMapping
	String add(@CurrentReader ReaderId reader, @RequestParam String ref, Model model) {
		Optional<Book> found;
		try {
			found = reference(ref).flatMap(book -> this.catalog.resolve(reader, book));
		}
		catch (CatalogUnavailableException ex) {
			return addable(ref, "", "reading.toast.unavailable", model);
		}
		if (found.isEmpty()) {
			return addable(ref, "", "reading.in-place.unknown", model);
		}
		Book book = found.get();
		ReadingList.Addition addition;
		try {
			addition = this.readingList.add(reader, book);
		}
		catch (ListFullException ex) {
			return addable(ref, book.title(), "reading.in-place.full", model);
		}
		model.addAttribute("isNew", addition.isNew());
		model.addAttribute("entry", addition.entry().value());
		model.addAttribute("ref", ref);
		model.addAttribute("title", book.title());
		return ADDED;
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable EntryId id, @RequestParam(defaultValue = "") String ref,
			Model model) {
		ListEntry entry = this.readingList.entry(reader, id);
		this.readingList.remove(reader, entry.id());
		String title = Optional.ofNullable(this.catalog.find(reader, List.of(entry.book())).get(entry.book()))
			.map(Book::title)
			.orElse("");
		return addable(ref, title, null, model);
	}

	private static String addable(String ref, String title, @Nullable String problem, Model model) {
		model.addAttribute("ref", ref);
		model.addAttribute("title", title);
		model.addAttribute("problem", problem);
		return ADDABLE;
	}

	private static Optional<BookRef> reference(String text) {
		try {
			return Optional.of(new BookRef(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
