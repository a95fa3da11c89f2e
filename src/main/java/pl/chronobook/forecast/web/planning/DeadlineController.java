package pl.chronobook.forecast.web.planning;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
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

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;

/**
 * Shows the chance of finishing the list by a day and the pace it takes. A reader can ask
 * about any day and save one as the deadline.
 */
@Controller
@RequestMapping("/forecast/deadline")
class DeadlineController {

	private static final int YEARS_AHEAD = 20;

	private static final String FORM = "form";

	private final Forecasts forecasts;

	private final Plans plans;

	private final ReadingHistory history;

	private final Readers readers;

	private final Clock clock;

	DeadlineController(Forecasts forecasts, Plans plans, ReadingHistory history, Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.plans = plans;
		this.history = history;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Answers the day of the address, else the saved or a probable one.
	 * @param by present if the address asks about a day
	 */
	@GetMapping
	String deadline(@CurrentReader ReaderId reader, @RequestParam(required = false) @Nullable String by,
			@Valid @ModelAttribute(FORM) DeadlineForm form, BindingResult errors, HtmxRequest htmx,
			HttpServletResponse response, Model model) {
		boolean live = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		LocalDate today = today(reader);
		Plan plan = this.plans.of(reader);
		if (by != null) {
			return page(reader, form.read(today, latest(today), errors), today, plan, live, response, model);
		}
		LocalDate proposed = proposed(reader, plan, today);
		model.addAttribute(FORM, new DeadlineForm(proposed.toString()));
		return page(reader, Optional.of(proposed), today, plan, live, response, model);
	}

	@PostMapping
	String keep(@CurrentReader ReaderId reader, @Valid @ModelAttribute(FORM) DeadlineForm form, BindingResult errors,
			HttpServletResponse response, Model model, RedirectAttributes redirect) {
		LocalDate today = today(reader);
		Optional<LocalDate> day = form.read(today, latest(today), errors);
		if (day.isEmpty()) {
			model.addAttribute("currentPath", "/forecast/deadline");
			return page(reader, day, today, this.plans.of(reader), false, response, model);
		}
		this.plans.keepDeadline(reader, day.get());
		redirect.addFlashAttribute("toast", "forecast.toast.deadline-kept");
		return "redirect:/forecast/deadline";
	}

	@PostMapping("/remove")
	String remove(@CurrentReader ReaderId reader, RedirectAttributes redirect) {
		LocalDate kept = this.plans.of(reader).deadline();
		this.plans.dropDeadline(reader);
		if (kept != null) {
			redirect.addFlashAttribute("toast", "forecast.toast.deadline-removed");
			redirect.addFlashAttribute("toastUndo", "/forecast/deadline?by=" + kept);
		}
		return "redirect:/forecast/deadline";
	}

	private String page(ReaderId reader, Optional<LocalDate> by, LocalDate today, Plan plan, boolean live,
			HttpServletResponse response, Model model) {
		if (by.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		model.addAttribute("refused", by.isEmpty());
		model.addAttribute("today", today);
		model.addAttribute("latest", latest(today));
		model.addAttribute("kept", plan.deadline());
		model.addAttribute("live", live);
		by.flatMap(day -> this.forecasts.forecast(reader)
			.map(snapshot -> DeadlineView.of(day, snapshot, this.history.queueOf(reader), plan)))
			.ifPresent(view -> model.addAttribute("view", view));
		return live ? "forecast/deadline :: answer" : "forecast/deadline";
	}

	/**
	 * Returns the day that the page shows first: the saved deadline if it lies ahead;
	 * otherwise the end of the month in which the list is most probably finished;
	 * otherwise the end of this year.
	 */
	private LocalDate proposed(ReaderId reader, Plan plan, LocalDate today) {
		LocalDate kept = plan.deadline();
		if (kept != null && !kept.isBefore(today)) {
			return kept;
		}
		return this.forecasts.forecast(reader)
			.map(snapshot -> snapshot.day(snapshot.forecast().wholeList().p50()))
			.map(finish -> finish.with(TemporalAdjusters.lastDayOfMonth()))
			.filter(day -> !day.isAfter(latest(today)))
			.orElseGet(() -> today.with(TemporalAdjusters.lastDayOfYear()));
	}

	private static LocalDate latest(LocalDate today) {
		return today.plusYears(YEARS_AHEAD);
	}

	private LocalDate today(ReaderId reader) {
		return this.readers.get(reader).dayOf(this.clock.instant());
	}

}
