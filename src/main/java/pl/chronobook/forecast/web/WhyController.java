package pl.chronobook.forecast.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import pl.chronobook.forecast.domain.Forecasts;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.ReadingHistory.QueuePart;

/**
 * Explains the reader's finish date with pictures of the reader's own history.
 */
@Controller
class WhyController {

	private final Forecasts forecasts;

	private final Readers readers;

	private final Clock clock;

	WhyController(Forecasts forecasts, Readers readers, Clock clock) {
		this.forecasts = forecasts;
		this.readers = readers;
		this.clock = clock;
	}

	@GetMapping("/forecast/why")
	String why(@CurrentReader ReaderId reader, Model model) {
		Reader account = this.readers.get(reader);
		this.forecasts.contextOf(reader).ifPresent(context -> {
			DashboardView dashboard = DashboardView.of(context.now(), QueuePart.of(context.facts().queue()),
					account.zone());
			if (dashboard.pages() > 0) {
				LocalDate today = account.dayOf(this.clock.instant());
				model.addAttribute("today", today);
				model.addAttribute("view", WhyView.of(context, dashboard, today));
				model.addAttribute("model", context.model());
				Instant since = context.model().since();
				model.addAttribute("modelSince", (since != null) ? account.dayOf(since) : null);
			}
		});
		return "forecast/why";
	}

}
