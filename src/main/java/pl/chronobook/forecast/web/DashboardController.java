package pl.chronobook.forecast.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.movement.Movements;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.training.ModelInUse;
import pl.chronobook.forecast.web.planning.Likelihood;
import pl.chronobook.identity.CachedPage;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Ids;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuePart;
import pl.chronobook.reading.ReadingHistory.QueuedBook;
import pl.chronobook.reading.ReadingStatistics;

/**
 * Shows the first page: the finish date for a reader, an introduction for a visitor.
 */
@Controller
class DashboardController {

	/** The number of books in a part. */
	private static final int PART = 30;

	private static final int MOST_PARTS = 10_000;

	private static final String ASSUMPTION = "assumption";

	private static final String DASHBOARD = "redirect:/";

	private final Forecasts forecasts;

	private final Plans plans;

	private final Movements movements;

	private final ReadingHistory history;

	private final ReadingStatistics statistics;

	private final LandingPage landing;

	private final Clock clock;

	DashboardController(Forecasts forecasts, Plans plans, Movements movements, ReadingHistory history,
			ReadingStatistics statistics, LandingPage landing, Clock clock) {
		this.forecasts = forecasts;
		this.plans = plans;
		this.movements = movements;
		this.history = history;
		this.statistics = statistics;
		this.landing = landing;
		this.clock = clock;
	}

	@CachedPage
	@GetMapping("/")
	String dashboard(@CurrentReader @Nullable ReaderId reader, Model model) {
		if (reader == null) {
			return this.landing.show(model);
		}
		Forecasts.Current current = this.forecasts.current(reader);
		QueuePart queue = this.history.queueOf(reader, 0, PART);
		Plan plan = current.plan();
		model.addAttribute("queue", queue);
		model.addAttribute("firstRead", queue.books().stream().filter(QueuedBook::reading).findFirst().orElse(null));
		model.addAttribute("newId", Ids.next());
		if (!model.containsAttribute("firstBook")) {
			model.addAttribute("firstBook", FirstBookForm.empty());
		}
		model.addAttribute("assumed", plan.assumedPagesPerWeek());
		if (!model.containsAttribute(ASSUMPTION)) {
			model.addAttribute(ASSUMPTION, AssumptionForm.of(plan.assumedPagesPerWeek()));
		}
		Reader account = current.account();
		model.addAttribute("demo", account.demo());
		model.addAttribute("guest", account.guest());
		current.snapshot().ifPresent(found -> {
			model.addAttribute("view", DashboardView.of(found, queue, account.zone()));
			ModelInUse inUse = current.model();
			this.movements.visit(account, plan, inUse, found).ifPresent(moved -> model.addAttribute("moved", moved));
			model.addAttribute("model", inUse);
			Instant since = inUse.since();
			if (since != null) {
				model.addAttribute("modelSince", account.dayOf(since));
			}
			LocalDate today = account.dayOf(this.clock.instant());
			model.addAttribute("today", today);
			int usual = ReadingWeek.usualPages(found.forecast().evidence());
			if (usual > 0) {
				LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
				double pages = this.statistics.pagesBetween(reader, monday, today);
				model.addAttribute("week", new ReadingWeek((int) Math.round(pages), usual));
			}
			LocalDate deadline = plan.deadline();
			if (deadline != null) {
				model.addAttribute("deadline", deadline);
				model.addAttribute("deadlineChance",
						Likelihood.of(found.forecast().wholeList().probabilityBy(found.origin(), deadline)).percent());
				model.addAttribute("deadlinePassed", deadline.isBefore(today));
			}
		});
		return "forecast/dashboard";
	}

	/** Shows one part of the books beyond those on the first page. */
	@CachedPage
	@GetMapping("/forecast/books")
	String books(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "0") int part, Model model) {
		int shown = Math.clamp(part, 0, MOST_PARTS);
		Forecasts.Current current = this.forecasts.current(reader);
		QueuePart queue = this.history.queueOf(reader, shown * PART, PART);
		model.addAttribute("queue", queue);
		model.addAttribute("part", shown);
		model.addAttribute("rows", current.snapshot().map(found -> DashboardView.rows(found, queue)).orElse(List.of()));
		model.addAttribute("today", current.account().dayOf(this.clock.instant()));
		return "forecast/books";
	}

	@PostMapping("/forecast/assumption")
	String assume(@CurrentReader ReaderId reader, @Valid @ModelAttribute(ASSUMPTION) AssumptionForm form,
			BindingResult result, RedirectAttributes redirect) {
		form.read(result).ifPresent(pages -> this.plans.assume(reader, pages));
		if (result.hasErrors()) {
			result.getModel().forEach(redirect::addFlashAttribute);
		}
		return DASHBOARD;
	}

	@GetMapping("/forecast/assumption")
	String reopenedTab() {
		return DASHBOARD;
	}

}
