package pl.chronobook.forecast.web.planning;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

/**
 * Shows the chance of finishing a number of books this year and the pace it takes. A
 * saved goal also appears on the dashboard.
 */
@Controller
@RequestMapping("/forecast/goal")
class GoalController {

	/** The goal proposed to a reader without one: a book a month. */
	private static final int PROPOSED = 12;

	private final Forecasts forecasts;

	private final Plans plans;

	private final Readers readers;

	private final Clock clock;

	GoalController(Forecasts forecasts, Plans plans, Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.plans = plans;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping
	String goal(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable String books, Model model,
			HttpServletResponse response) {
		Integer kept = this.plans.of(reader).goalBooks();
		LocalDate today = this.readers.get(reader).dayOf(this.clock.instant());
		Optional<Integer> asked = (books != null) ? number(books) : Optional.of((kept != null) ? kept : PROPOSED);
		if (asked.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		model.addAttribute("typed", (books != null) ? books : asked.orElseThrow());
		model.addAttribute("refused", asked.isEmpty());
		model.addAttribute("most", Plans.MOST_GOAL_BOOKS);
		model.addAttribute("kept", kept);
		model.addAttribute("today", today);
		model.addAttribute("currentPath", "/forecast/goal");
		asked
			.flatMap(number -> this.forecasts.contextOf(reader)
				.map(context -> GoalView.of(number, context, this.forecasts, today)))
			.ifPresent(view -> model.addAttribute("view", view));
		return "forecast/goal";
	}

	@PostMapping
	String keep(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") String books, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		Optional<Integer> number = number(books);
		if (number.isEmpty()) {
			return goal(reader, books, model, response);
		}
		this.plans.keepGoal(reader, number.get());
		redirect.addFlashAttribute("toast", "forecast.toast.goal-kept");
		return "redirect:/forecast/goal";
	}

	@PostMapping("/remove")
	String remove(@CurrentReader ReaderId reader, RedirectAttributes redirect) {
		this.plans.dropGoal(reader);
		redirect.addFlashAttribute("toast", "forecast.toast.goal-removed");
		return "redirect:/forecast/goal";
	}

	@GetMapping("/remove")
	String reopenedTab() {
		return "redirect:/forecast/goal";
	}

	private static Optional<Integer> number(String typed) {
		return Optional.of(typed.strip())
			.filter(text -> text.matches("\\d{1,4}"))
			.map(Integer::valueOf)
			.filter(number -> number >= 1 && number <= Plans.MOST_GOAL_BOOKS);
	}

}
