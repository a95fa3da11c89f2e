package pl.chronobook.forecast.web.planning;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.forecast.plan.Goal.Unit;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

/**
 * Shows the chance of reading a number of books or pages this year and the pace it takes.
 * A saved goal also appears on the dashboard.
 */
@Controller
@RequestMapping("/forecast/goal")
class GoalController {

	/** The goal proposed to a reader without one: a book a month. */
	private static final Goal PROPOSED = new Goal(12, Unit.BOOKS);

	private static final String FORM = "form";

	private final Goals goals;

	private final Plans plans;

	private final Readers readers;

	private final Clock clock;

	GoalController(Goals goals, Plans plans, Readers readers, Clock clock) {
		this.goals = goals;
		this.plans = plans;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Answers the goal of the address, else the saved one.
	 * @param amount present if the address asks about a goal
	 */
	@GetMapping
	String goal(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable String amount,
			@Valid @ModelAttribute(FORM) GoalForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		Goal kept = this.plans.of(reader).goal();
		if (amount != null) {
			return page(reader, form.read(errors), kept, model, response);
		}
		Goal shown = Objects.requireNonNullElse(kept, PROPOSED);
		model.addAttribute(FORM, GoalForm.of(shown));
		return page(reader, Optional.of(shown), kept, model, response);
	}

	@PostMapping
	String keep(@CurrentReader ReaderId reader, @Valid @ModelAttribute(FORM) GoalForm form, BindingResult errors,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		Optional<Goal> goal = form.read(errors);
		if (goal.isEmpty()) {
			return page(reader, goal, this.plans.of(reader).goal(), model, response);
		}
		this.plans.keepGoal(reader, goal.get());
		redirect.addFlashAttribute("toast", "forecast.toast.goal-kept");
		return "redirect:/forecast/goal";
	}

	@PostMapping("/remove")
	String remove(@CurrentReader ReaderId reader, RedirectAttributes redirect) {
		Goal kept = this.plans.of(reader).goal();
		this.plans.dropGoal(reader);
		if (kept != null) {
			redirect.addFlashAttribute("toast", "forecast.toast.goal-removed");
			redirect.addFlashAttribute("toastUndo",
					"/forecast/goal?amount=%d&unit=%s".formatted(kept.amount(), kept.unit()));
		}
		return "redirect:/forecast/goal";
	}

	@GetMapping("/remove")
	String reopenedTab() {
		return "redirect:/forecast/goal";
	}

	private String page(ReaderId reader, Optional<Goal> asked, @Nullable Goal kept, Model model,
			HttpServletResponse response) {
		LocalDate today = this.readers.get(reader).dayOf(this.clock.instant());
		if (asked.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		model.addAttribute("refused", asked.isEmpty());
		model.addAttribute("units", Unit.values());
		model.addAttribute("kept", kept);
		model.addAttribute("today", today);
		model.addAttribute("currentPath", "/forecast/goal");
		asked.flatMap(goal -> this.goals.view(reader, goal, today)).ifPresent(view -> model.addAttribute("view", view));
		return "forecast/goal";
	}

}
