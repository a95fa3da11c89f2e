package pl.chronobook.reading.web.statistics;

import java.time.LocalDate;
import java.util.Locale;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.identity.CachedPage;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.NotFoundException;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.statistics.Chronicle;
import pl.chronobook.reading.statistics.Period;
import pl.chronobook.reading.statistics.Statistics;

/**
 * The pages of the statistics: all reading, and each year in review.
 */
@Controller
@RequestMapping("/statistics")
class StatisticsController {

	private final Statistics statistics;

	private final MessageSource messages;

	StatisticsController(Statistics statistics, MessageSource messages) {
		this.statistics = statistics;
		this.messages = messages;
	}

	@CachedPage
	@GetMapping
	String overview(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String by,
			@RequestParam(defaultValue = "") String back, HtmxRequest htmx, HttpServletResponse response, Model model) {
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		boolean part = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		Chronicle chronicle = part ? this.statistics.days(reader) : this.statistics.chronicle(reader);
		if (chronicle.isEmpty()) {
			return "reading/statistics-empty";
		}
		StatisticsView view = view(chronicle, chronicle.today());
		if (part) {
			model.addAttribute("activity", view.activity(period(by), windows(back)));
			return "reading/statistics-parts :: activity";
		}
		StatisticsView.Overview overview = view.overview(period(by), windows(back));
		model.addAttribute("overview", overview);
		model.addAttribute("habits", HabitsView.of(this.statistics.habits(reader), chronicle.books(),
				new Wording(this.messages, chronicle.today())));
		model.addAttribute("activity", overview.activity());
		return "reading/statistics";
	}

	/**
	 * Compares two spans of days; the last month and the present one unless others are
	 * chosen.
	 */
	@GetMapping("/compare")
	String compare(@CurrentReader ReaderId reader, @Valid @ModelAttribute("form") ComparisonForm form,
			BindingResult errors, HttpServletResponse response, Model model) {
		Chronicle chronicle = this.statistics.days(reader);
		if (chronicle.isEmpty()) {
			return "reading/statistics-empty";
		}
		LocalDate today = chronicle.today();
		Wording wording = new Wording(this.messages, today);
		ComparisonForm chosen = form.orLastMonths(today);
		model.addAttribute("options", ComparisonView.options(chronicle, chosen, wording));
		chosen.validate(today, errors);
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		else {
			model.addAttribute("form", chosen);
			model.addAttribute("picture", chosen.picture());
			model.addAttribute("comparison",
					ComparisonView.of(chronicle, chosen.first().span(), chosen.second().span(), wording));
		}
		return "reading/statistics-compare";
	}

	@CachedPage
	@GetMapping("/{year:[1-9][0-9][0-9][0-9]}")
	String year(@CurrentReader ReaderId reader, @PathVariable int year, Model model) {
		Chronicle chronicle = this.statistics.chronicle(reader, year).orElseThrow(() -> new NothingReadException(year));
		model.addAttribute("review", view(chronicle, chronicle.to()).year());
		return "reading/statistics-year";
	}

	private StatisticsView view(Chronicle chronicle, LocalDate now) {
		return new StatisticsView(chronicle, new Wording(this.messages, now));
	}

	/** Parses the period; an unknown name means weeks. */
	static Period period(String by) {
		return switch (by.toLowerCase(Locale.ROOT)) {
			case "day" -> Period.DAY;
			case "month" -> Period.MONTH;
			default -> Period.WEEK;
		};
	}

	static int windows(String back) {
		return back.matches("\\d{1,6}") ? Integer.parseInt(back) : 0;
	}

	private static final class NothingReadException extends NotFoundException {

		NothingReadException(int year) {
			super("Nothing read in " + year);
		}

	}

}
