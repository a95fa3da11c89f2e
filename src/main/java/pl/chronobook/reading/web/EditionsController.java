package pl.chronobook.reading.web;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookFinder;
import pl.chronobook.catalog.BookFinder.FoundBook;
import pl.chronobook.catalog.BookFinder.FoundBooks;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.NoSuchEntryException;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.web.shelf.ListView;

/**
 * Shows other editions of a book of the list, whose lengths can be taken.
 */
@Controller
class EditionsController {

	private static final int MOST_EDITIONS = 20;

	private final ReadingList readingList;

	private final Catalog catalog;

	private final BookFinder finder;

	EditionsController(ReadingList readingList, Catalog catalog, BookFinder finder) {
		this.readingList = readingList;
		this.catalog = catalog;
		this.finder = finder;
	}

	@GetMapping("/reading-list/{id}/editions")
	String editions(@CurrentReader ReaderId reader, @PathVariable EntryId id, Model model) {
		ListEntry entry = this.readingList.entry(reader, id);
		if (entry.pageCount() == null || entry.details().audio() != null) {
			return "redirect:/reading-list/" + id;
		}
		Book book = Optional.ofNullable(this.catalog.find(reader, List.of(entry.book())).get(entry.book()))
			.orElseThrow(() -> new NoSuchEntryException(entry.id()));
		FoundBooks found = this.finder.find(reader, book.words());
		List<FoundBook> others = found.books()
			.stream()
			.filter(edition -> edition.pageCount() != null && !edition.pageCount().equals(entry.length()))
			.limit(MOST_EDITIONS)
			.toList();
		model.addAttribute("row", new ListView.Row(entry, book));
		model.addAttribute("editions", others);
		model.addAttribute("complete", found.complete());
		return "reading/editions";
	}

}
