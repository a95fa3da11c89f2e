package pl.chronobook.forecast.web;

import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.forecast.domain.FirstBooks;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * Takes the form of the empty dashboard: what a reader is reading, the page reached and
 * the pace. The dashboard then shows the first date.
 */
@Controller
@RequestMapping("/forecast/first-book")
class FirstBookController {

	private static final String DASHBOARD = "redirect:/";

	private final FirstBooks firstBooks;

	private final Forecasts forecasts;

	FirstBookController(FirstBooks firstBooks, Forecasts forecasts) {
		this.firstBooks = firstBooks;
		this.forecasts = forecasts;
	}

	@PostMapping
	String begin(@CurrentReader ReaderId reader, @ModelAttribute("firstBook") FirstBookForm form, BindingResult result,
			RedirectAttributes redirect) {
		boolean asksPace = this.forecasts.forecast(reader).isEmpty();
		form.read(asksPace, result)
			.ifPresent(first -> this.firstBooks.begin(reader, first.book(), first.pages(), first.page(),
					first.pagesPerWeek()));
		if (result.hasErrors()) {
			result.getModel().forEach(redirect::addFlashAttribute);
		}
		return DASHBOARD;
	}

	@GetMapping
	String reopenedTab() {
		return DASHBOARD;
	}

}
