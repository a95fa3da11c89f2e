package pl.chronobook.forecast.web.planning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.catalog.PageCount;
import pl.chronobook.forecast.whatif.WhatIf;
import pl.chronobook.forecast.whatif.WhatIf.Cost;
import pl.chronobook.forecast.whatif.WhatIf.Costs;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * Shows by how many days a book would move the list's finish date before it is added, for
 * one book or for all books of a page of search results.
 */
@Controller
class CostController {

	private static final Pattern ROW = Pattern.compile("\\d{1,13}");

	/** The most books of a request; a page of results shows fewer. */
	private static final int MOST = 60;

	private final WhatIf whatIf;

	CostController(WhatIf whatIf) {
		this.whatIf = whatIf;
	}

	@GetMapping("/forecast/cost")
	String cost(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") List<String> pages,
			@RequestParam(defaultValue = "") String row, HtmxRequest htmx, HttpServletResponse response, Model model) {
		List<Optional<PageCount>> lengths = pages.stream()
			.limit(MOST)
			.map(text -> TypedNumber.parse(text, 1, PageCount.MAX).map(PageCount::new))
			.toList();
		Optional<Costs> costs = this.whatIf.costs(reader, lengths.stream().flatMap(Optional::stream).toList());
		model.addAttribute("row", ROW.matcher(row).matches() ? row : null);
		model.addAttribute("known", costs.isPresent());
		model.addAttribute("items",
				lengths.stream().map(length -> item(length.orElse(null), costs.orElse(null))).toList());
		costs.ifPresent(found -> model.addAttribute("now",
				FinishView.of(found.now().origin(), found.now().forecast().wholeList())));
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		boolean live = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		return live ? "forecast/cost :: rows" : "forecast/cost";
	}

	private static Item item(@Nullable PageCount length, @Nullable Costs costs) {
		if (length == null || costs == null) {
			return new Item((length != null) ? length.value() : null, 0, null, null);
		}
		LocalDate origin = costs.now().origin();
		Cost cost = Objects.requireNonNull(costs.byLength().get(length));
		FinishView now = FinishView.of(origin, costs.now().forecast().wholeList());
		FinishView then = FinishView.of(origin, cost.wholeList());
		return new Item(length.value(), ChronoUnit.DAYS.between(now.day(), then.day()), then,
				FinishView.of(origin, cost.first()));
	}

	/**
	 * The delay that a book would cause.
	 *
	 * @param pages its length; null if unknown
	 * @param days the number of days by which the list's finish date moves
	 * @param list the finish of the list with the book; null if unknown
	 * @param first the finish of the book if it is read before all others; null if
	 * unknown
	 */
	record Item(@Nullable Integer pages, long days, @Nullable FinishView list, @Nullable FinishView first) {
	}

}
