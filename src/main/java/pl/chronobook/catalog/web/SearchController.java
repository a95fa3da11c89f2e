package pl.chronobook.catalog.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.catalog.domain.BookSearch;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

@Controller
class SearchController {

	private static final int LONGEST = 200;

	private final BookSearch search;

	SearchController(BookSearch search) {
		this.search = search;
	}

	@GetMapping("/catalog/search")
	String search(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String q, HtmxRequest htmx,
			HttpServletResponse response, Model model) {
		String query = (q.length() <= LONGEST) ? q : q.substring(0, LONGEST);
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		model.addAttribute("query", query);
		model.addAttribute("result", this.search.search(reader, query));
		boolean live = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		model.addAttribute("live", live);
		return live ? "catalog/search :: results" : "catalog/search";
	}

}
