package pl.chronobook.reading.web.shelf;

import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.catalog.Book;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.domain.ListEntry;
import pl.chronobook.reading.domain.ReadingList.Part;
import pl.chronobook.reading.opinion.Opinions;
import pl.chronobook.reading.shelf.ListSearch;

/**
 * Searches, filters and sorts the list. The address contains the whole question, so that
 * the page can be kept as a bookmark.
 */
@Controller
class ListSearchController {

	private static final int PAGE_SIZE = 30;

	private static final int MOST_PAGES = 10_000;

	private final ListSearch search;

	private final Opinions opinions;

	private final Catalog catalog;

	ListSearchController(ListSearch search, Opinions opinions, Catalog catalog) {
		this.search = search;
		this.opinions = opinions;
		this.catalog = catalog;
	}

	@GetMapping("/reading-list/search")
	String search(@CurrentReader ReaderId reader, @ModelAttribute("filter") FilterForm filter,
			@RequestParam(defaultValue = "0") int part, Model model) {
		model.addAttribute("filter", filter);
		if (filter.isAsked()) {
			Part found = this.search.find(reader, filter.toFilter(), Math.clamp(part, 0, MOST_PAGES), PAGE_SIZE);
			Map<BookId, Book> books = this.catalog.find(reader, found.entries().stream().map(ListEntry::book).toList());
			model.addAttribute("found", ListView.PartView.of(found, books));
			model.addAttribute("ratings",
					this.opinions.ratings(reader, found.entries().stream().map(ListEntry::id).toList()));
		}
		model.addAttribute("tags", this.search.tags(reader));
		model.addAttribute("allSeries", this.search.series(reader));
		model.addAttribute("past", true);
		model.addAttribute("lengthForm", new LengthForm(null));
		return "reading/found";
	}

}
