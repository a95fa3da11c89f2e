package pl.chronobook.catalog.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.catalog.Isbn;
import pl.chronobook.catalog.domain.BookSearch;
import pl.chronobook.catalog.domain.SearchResult;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * The page that reads barcodes with the camera, and the fragment with the book of one
 * barcode.
 */
@Controller
@RequestMapping("/catalog/scan")
class ScanController {

	private final BookSearch search;

	ScanController(BookSearch search) {
		this.search = search;
	}

	@GetMapping
	String page() {
		return "catalog/scan";
	}

	@GetMapping("/{code}")
	String scanned(@CurrentReader ReaderId reader, @PathVariable String code, Model model) {
		Isbn isbn = Isbn.parse(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		SearchResult result = this.search.search(reader, isbn.value());
		model.addAttribute("isbn", isbn.value());
		model.addAttribute("edition",
				result.editions()
					.stream()
					.filter(edition -> isbn.equals(edition.isbn()))
					.findFirst()
					.or(() -> result.editions().stream().findFirst())
					.orElse(null));
		model.addAttribute("unavailable", result.state() != SearchResult.State.ANSWERED);
		return "catalog/scan :: scanned";
	}

}
