package pl.chronobook.forecast.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import pl.chronobook.forecast.accuracy.Accuracy;
import pl.chronobook.forecast.living.LivingList;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * Shows how good the forecasts were.
 */
@Controller
class AccuracyController {

	private final Accuracy accuracy;

	private final LivingList livingList;

	AccuracyController(Accuracy accuracy, LivingList livingList) {
		this.accuracy = accuracy;
		this.livingList = livingList;
	}

	@GetMapping("/forecast/accuracy")
	String accuracy(@CurrentReader ReaderId reader, Model model) {
		Accuracy.TrackRecord track = this.accuracy.of(reader);
		model.addAttribute("track", track);
		model.addAttribute("judged", AccuracyView.of(track.judged()));
		model.addAttribute("hindsight", AccuracyView.of(track.hindsight()));
		model.addAttribute("pile", PileAccuracyView.of(this.livingList.backtest(reader)));
		return "forecast/accuracy";
	}

}
