package pl.chronobook.forecast.web.planning;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.plan.ImpossiblePeriodException;
import pl.chronobook.forecast.plan.NoSuchPeriodException;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

/**
 * Plans holidays and busy weeks, which every forecast takes into account.
 */
@Controller
@RequestMapping("/forecast/exceptions")
class PeriodController {

	private static final String FORM = "form";

	/** Names the id of the period whose form is refused. */
	private static final String REFUSED = "refused";

	private static final String PAGE = "redirect:/forecast/exceptions";

	private final Plans plans;

	private final Forecasts forecasts;

	private final Readers readers;

	private final Clock clock;

	PeriodController(Plans plans, Forecasts forecasts, Readers readers, Clock clock) {
		this.plans = plans;
		this.forecasts = forecasts;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping
	String periods(@CurrentReader ReaderId reader, Model model) {
		LocalDate today = this.readers.get(reader).dayOf(this.clock.instant());
		PeriodForm fresh = PeriodForm.empty();
		model.addAttribute("fresh", fresh);
		if (!model.containsAttribute(FORM)) {
			model.addAttribute(FORM, fresh);
		}
		List<PeriodView> periods = this.plans.of(reader).periods().stream().map(PeriodView::of).toList();
		model.addAttribute("ahead", periods.stream().filter(period -> !period.to().isBefore(today)).toList());
		model.addAttribute("past", periods.stream().filter(period -> period.to().isBefore(today)).toList().reversed());
		model.addAttribute("newId", Ids.next());
		this.forecasts.forecast(reader)
			.ifPresent(snapshot -> model.addAttribute("finish",
					FinishView.of(snapshot.origin(), snapshot.forecast().wholeList())));
		return "forecast/exceptions";
	}

	@PostMapping
	String add(@CurrentReader ReaderId reader, @RequestParam UUID id, @Valid @ModelAttribute(FORM) PeriodForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes redirect) {
		form.apply(id, period -> this.plans.add(reader, period), errors);
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute(REFUSED, id);
			model.addAttribute("currentPath", "/forecast/exceptions");
			return periods(reader, model);
		}
		redirect.addFlashAttribute("toast", "forecast.toast.period-added");
		return PAGE;
	}

	@PostMapping("/{id}")
	String change(@CurrentReader ReaderId reader, @PathVariable UUID id, @Valid @ModelAttribute(FORM) PeriodForm form,
			BindingResult result, RedirectAttributes redirect) {
		requirePeriod(reader, id);
		form.apply(id, period -> this.plans.change(reader, period), result);
		if (result.hasErrors()) {
			result.getModel().forEach(redirect::addFlashAttribute);
			redirect.addFlashAttribute(REFUSED, id);
		}
		else {
			redirect.addFlashAttribute("toast", "forecast.toast.period-saved");
		}
		return PAGE;
	}

	@GetMapping({ "/{id}", "/{id}/remove", "/{id}/restore" })
	String reopenedTab(@CurrentReader ReaderId reader, @PathVariable UUID id) {
		requirePeriod(reader, id);
		return PAGE;
	}

	@PostMapping("/{id}/remove")
	String remove(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		this.plans.remove(reader, id);
		redirect.addFlashAttribute("toast", "forecast.toast.period-removed");
		redirect.addFlashAttribute("toastUndo", "/forecast/exceptions/%s/restore".formatted(id));
		return PAGE;
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable UUID id, RedirectAttributes redirect) {
		try {
			this.plans.restore(reader, id);
		}
		catch (ImpossiblePeriodException ex) {
			redirect.addFlashAttribute("toast", "forecast.toast.period-not-restored");
			redirect.addFlashAttribute("toastArguments", new Object[] { Plans.MOST_PERIODS });
		}
		return PAGE;
	}

	private void requirePeriod(ReaderId reader, UUID id) {
		if (this.plans.of(reader).periods().stream().noneMatch(period -> period.id().equals(id))) {
			throw new NoSuchPeriodException(id);
		}
	}

}
