package pl.chronobook.forecast.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.ModelInUse;
import pl.chronobook.forecast.domain.Models;
import pl.chronobook.forecast.domain.Movements;
import pl.chronobook.forecast.domain.Plan;
import pl.chronobook.forecast.domain.Plans;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory;
import pl.chronobook.reading.ReadingHistory.QueuedBook;

/**
 * The first page: the date for a reader, an introduction for a visitor.
 */
@Controller
class DashboardController {

	private static final int MAX_PAGES_PER_WEEK = 5_000;

	private final Forecasts forecasts;

	private final Plans plans;

	private final Movements movements;

	private final Models models;

	private final ReadingHistory history;

	private final Readers readers;

	private final Clock clock;

	DashboardController(Forecasts forecasts, Plans plans, Movements movements, Models models, ReadingHistory history,
			Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.plans = plans;
		this.movements = movements;
		this.models = models;
		this.history = history;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping("/")
	String dashboard(@CurrentReader @Nullable ReaderId reader, Model model) {
		if (reader == null) {
			return "forecast/landing";
		}
		Optional<Snapshot> snapshot = this.forecasts.forecast(reader);
		List<QueuedBook> queue = this.history.queueOf(reader);
		Plan plan = this.plans.of(reader);
		model.addAttribute("queue", queue);
		model.addAttribute("assumed", plan.assumedPagesPerWeek());
		Reader account = this.readers.get(reader);
		model.addAttribute("demo", account.demo());
		snapshot.ifPresent(found -> {
			model.addAttribute("view", DashboardView.of(found, queue, account.zone()));
			ModelInUse inUse = this.models.of(reader);
			this.movements.visit(account, plan, inUse, found, queue)
				.ifPresent(moved -> model.addAttribute("moved", moved));
			model.addAttribute("model", inUse);
			Instant since = inUse.since();
			if (since != null) {
				model.addAttribute("modelSince", account.dayOf(since));
			}
			model.addAttribute("today", account.dayOf(this.clock.instant()));
			LocalDate deadline = plan.deadline();
			if (deadline != null) {
				model.addAttribute("deadline", DeadlineView.of(deadline, found, queue, plan));
				model.addAttribute("deadlinePassed", deadline.isBefore(account.dayOf(this.clock.instant())));
			}
		});
		return "forecast/dashboard";
	}

	@PostMapping("/forecast/assumption")
	String assume(@CurrentReader ReaderId reader, @RequestParam String pagesPerWeek, Model model,
			HttpServletResponse response) {
		Optional<Integer> typed = pagesPerWeek(pagesPerWeek);
		if (typed.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("typedPagesPerWeek", pagesPerWeek);
			return dashboard(reader, model);
		}
		this.plans.assume(reader, typed.get());
		return "redirect:/";
	}

	private static Optional<Integer> pagesPerWeek(String text) {
		if (!text.strip().matches("\\d{1,4}")) {
			return Optional.empty();
		}
		int pages = Integer.parseInt(text.strip());
		return (pages >= 1 && pages <= MAX_PAGES_PER_WEEK) ? Optional.of(pages) : Optional.empty();
	}

}
