package pl.chronobook.forecast.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.forecast.accuracy.Accuracy;
import pl.chronobook.forecast.accuracy.RecordedForecast;
import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.forecast.domain.Snapshot;
import pl.chronobook.forecast.feed.Feeds;
import pl.chronobook.forecast.movement.Movements;
import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.forecast.plan.Plan;
import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.web.planning.FinishView;
import pl.chronobook.forecast.web.planning.Goals;
import pl.chronobook.forecast.web.planning.Likelihood;
import pl.chronobook.forecast.whatif.Change;
import pl.chronobook.forecast.whatif.WhatIf;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.EntryId;

/**
 * Serves fragments with facts of the forecast, such as the chance of the deadline or the
 * new date after an import. A page loads them after itself, so that it does not wait for
 * the forecast.
 */
@Controller
class FactsController {

	/** The extra minutes a day for which the what-if tile shows an answer. */
	private static final int MINUTES = 20;

	/** The most books of a request; a page of the list shows fewer. */
	private static final int MOST_BOOKS = 100;

	private final Forecasts forecasts;

	private final Movements movements;

	private final WhatIf whatIf;

	private final Plans plans;

	private final Goals goals;

	private final Accuracy accuracy;

	private final Feeds feeds;

	private final Readers readers;

	private final Clock clock;

	FactsController(Forecasts forecasts, Movements movements, WhatIf whatIf, Plans plans, Goals goals,
			Accuracy accuracy, Feeds feeds, Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.movements = movements;
		this.whatIf = whatIf;
		this.plans = plans;
		this.goals = goals;
		this.accuracy = accuracy;
		this.feeds = feeds;
		this.readers = readers;
		this.clock = clock;
	}

	/**
	 * Shows the finish date of the list, and by how many days it has moved since the
	 * reader saw it last.
	 */
	@GetMapping("/forecast/now")
	String now(@CurrentReader ReaderId reader, Model model) {
		model.addAttribute("today", this.readers.get(reader).dayOf(this.clock.instant()));
		this.forecasts.forecast(reader).ifPresent(snapshot -> {
			FinishView finish = FinishView.of(snapshot.origin(), snapshot.forecast().wholeList());
			model.addAttribute("finish", finish.beyondReach() ? null : finish.day());
			this.movements.lastSeenFinish(reader)
				.ifPresent(seen -> model.addAttribute("later", ChronoUnit.DAYS.between(seen, finish.day())));
		});
		return "forecast/facts :: now";
	}

	/**
	 * Shows the finish days of books of the list, each for its row of the page.
	 * @param entry the entries of the books, of which the first {@value #MOST_BOOKS} are
	 * answered
	 */
	@GetMapping("/forecast/dates")
	String dates(@CurrentReader ReaderId reader, @RequestParam(defaultValue = "") List<EntryId> entry, Model model) {
		model.addAttribute("dates",
				this.forecasts.forecast(reader)
					.map(snapshot -> entry.stream()
						.limit(MOST_BOOKS)
						.distinct()
						.flatMap(id -> BookDate.of(id, snapshot).stream())
						.toList())
					.orElse(List.of()));
		return "forecast/facts :: dates";
	}

	/** Shows the finish day of one book with its range. */
	@GetMapping("/forecast/date")
	String date(@CurrentReader ReaderId reader, @RequestParam EntryId entry, Model model) {
		model.addAttribute("date",
				this.forecasts.forecast(reader).flatMap(snapshot -> BookDate.of(entry, snapshot)).orElse(null));
		return "forecast/facts :: date";
	}

	@GetMapping("/forecast/facts")
	String facts(@CurrentReader ReaderId reader, Model model) {
		Reader account = this.readers.get(reader);
		LocalDate today = account.dayOf(this.clock.instant());
		Plan plan = this.plans.of(reader);
		LocalDate deadline = plan.deadline();
		this.whatIf.answer(reader, new Change(MINUTES, List.of(), Set.of(), null, null)).ifPresent(outcome -> {
			FinishView now = FinishView.of(outcome.now().origin(), outcome.now().forecast().wholeList());
			FinishView then = FinishView.of(outcome.now().origin(), outcome.then());
			if (!now.beyondReach()) {
				model.addAttribute("minutes", MINUTES);
				model.addAttribute("sooner", ChronoUnit.DAYS.between(then.day(), now.day()));
			}
			if (deadline != null && !deadline.isBefore(today)) {
				model.addAttribute("deadlineChance",
						Likelihood
							.of(outcome.now().forecast().wholeList().probabilityBy(outcome.now().origin(), deadline))
							.percent());
			}
		});
		Goal goal = plan.goal();
		if (goal != null) {
			this.goals.view(reader, goal, today).ifPresent(view -> model.addAttribute("goal", view));
		}
		plan.periods()
			.stream()
			.filter(period -> !period.to().isBefore(today))
			.findFirst()
			.ifPresent(period -> model.addAttribute("period", period));
		addOutcome(reader, model);
		model.addAttribute("feed", this.feeds.since(reader).isPresent());
		model.addAttribute("today", today);
		return "forecast/facts :: facts";
	}

	/** Shows the number of past ranges that held. */
	@GetMapping("/forecast/outcome")
	String outcome(@CurrentReader ReaderId reader, Model model) {
		addOutcome(reader, model);
		return "forecast/facts :: outcome";
	}

	/**
	 * Shows which of the ranges that ended in the last year held, for the statistics:
	 * those of real forecasts, or of a backtest while no real one has ended.
	 */
	@GetMapping("/forecast/track-record")
	String trackRecord(@CurrentReader ReaderId reader, Model model) {
		LocalDate today = this.readers.get(reader).dayOf(this.clock.instant());
		Accuracy.TrackRecord track = this.accuracy.of(reader);
		List<RecordedForecast> judged = ofLastYear(track.judged(), today);
		model.addAttribute("backtested", judged.isEmpty());
		model.addAttribute("accuracy",
				AccuracyView.of(judged.isEmpty() ? ofLastYear(track.hindsight(), today) : judged));
		return "forecast/facts :: track-record";
	}

	private static List<RecordedForecast> ofLastYear(List<RecordedForecast> forecasts, LocalDate today) {
		return forecasts.stream().filter(forecast -> forecast.late().isAfter(today.minusYears(1))).toList();
	}

	private void addOutcome(ReaderId reader, Model model) {
		Accuracy.TrackRecord track = this.accuracy.of(reader);
		List<RecordedForecast> judged = track.judged().isEmpty() ? track.hindsight() : track.judged();
		model.addAttribute("judged", judged.size());
		model.addAttribute("held", judged.stream().filter(RecordedForecast::cameTrue).count());
	}

	/**
	 * The expected finish date of a book.
	 *
	 * @param entry the id of its entry
	 * @param day the median day
	 * @param early the 10 % quantile
	 * @param late the 90 % quantile
	 */
	record BookDate(UUID entry, LocalDate day, LocalDate early, LocalDate late) {

		/**
		 * Returns empty if the book is not waiting, or if its date lies too far away to
		 * name.
		 */
		static Optional<BookDate> of(EntryId entry, Snapshot snapshot) {
			return Optional.ofNullable(snapshot.byEntry().get(entry))
				.filter(days -> days.p50() <= FinishView.REACH)
				.map(days -> new BookDate(entry.value(), snapshot.day(days.p50()), snapshot.day(days.p10()),
						snapshot.day(days.p90())));
		}

	}

}
