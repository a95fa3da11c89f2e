package pl.chronobook.forecast.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import pl.chronobook.forecast.domain.Accuracy;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * Shows how good the forecasts were.
 */
@Controller
class AccuracyController {

	private final Accuracy accuracy;

	AccuracyController(Accuracy accuracy) {
		this.accuracy = accuracy;
	}

	@GetMapping("/forecast/accuracy")
	String accuracy(@CurrentReader ReaderId reader, Model model) {
		Accuracy.Track track = this.accuracy.of(reader);
		model.addAttribute("track", track);
		model.addAttribute("judged", AccuracyView.of(track.judged()));
		model.addAttribute("hindsight", AccuracyView.of(track.hindsight()));
		return "forecast/accuracy";
	}

}
