package pl.chronobook.forecast.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import pl.chronobook.forecast.accuracy.HeldRanges;

/**
 * The first page of a visitor: the promise, an example, and the proof that ranges hold.
 * The proof is this installation's own record, or else the benchmark of
 * {@code docs/forecasting.md}.
 */
@Component
@EnableConfigurationProperties(DocumentationProperties.class)
class LandingPage {

	/** A visitor's time zone is unknown, and the interface is in Polish. */
	private static final ZoneId VISITORS_ZONE = ZoneId.of("Europe/Warsaw");

	private final HeldRanges heldRanges;

	private final DocumentationProperties documentation;

	private final Clock clock;

	LandingPage(HeldRanges heldRanges, DocumentationProperties documentation, Clock clock) {
		this.heldRanges = heldRanges;
		this.documentation = documentation;
		this.clock = clock;
	}

	String show(Model model) {
		model.addAttribute("example", LandingExample.on(LocalDate.ofInstant(this.clock.instant(), VISITORS_ZONE)));
		this.heldRanges.ofThePastYear().ifPresent(held -> model.addAttribute("held", held));
		model.addAttribute("benchmark", this.documentation.address() + "/forecasting.md#scores");
		return "forecast/landing";
	}

}
