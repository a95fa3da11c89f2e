package pl.chronobook.forecast.web;

import java.util.List;
import java.util.function.Function;

import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.forecast.accuracy.Accuracy;
import pl.chronobook.forecast.accuracy.Accuracy.TrackRecord;
import pl.chronobook.forecast.accuracy.RecordedForecast;
import pl.chronobook.forecast.living.LivingList;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.picture.PictureLimits;
import pl.chronobook.reading.picture.Pictures;

/**
 * Shows how good the forecasts were.
 */
@Controller
class AccuracyController {

	private final Accuracy accuracy;

	private final LivingList livingList;

	private final Pictures pictures;

	private final PictureLimits limits;

	private final MessageSource messages;

	AccuracyController(Accuracy accuracy, LivingList livingList, Pictures pictures, PictureLimits limits,
			MessageSource messages) {
		this.accuracy = accuracy;
		this.livingList = livingList;
		this.pictures = pictures;
		this.limits = limits;
		this.messages = messages;
	}

	@GetMapping("/forecast/accuracy")
	String accuracy(@CurrentReader ReaderId reader, Model model) {
		TrackRecord track = this.accuracy.of(reader);
		model.addAttribute("track", track);
		model.addAttribute("judged", AccuracyView.of(track.judged()));
		model.addAttribute("hindsight", AccuracyView.of(track.hindsight()));
		model.addAttribute("pile", PileAccuracyView.of(this.livingList.backtest(reader)));
		return "forecast/accuracy";
	}

	/** The picture of the forecasts that the reader has seen, as a file. */
	@GetMapping("/forecast/accuracy/judged.png")
	ResponseEntity<byte[]> judged(@CurrentReader ReaderId reader) {
		return file("judged", reader, TrackRecord::judged);
	}

	/** The picture of the backtest, as a file. */
	@GetMapping("/forecast/accuracy/hindsight.png")
	ResponseEntity<byte[]> hindsight(@CurrentReader ReaderId reader) {
		return file("hindsight", reader, TrackRecord::hindsight);
	}

	private ResponseEntity<byte[]> file(String name, ReaderId reader,
			Function<TrackRecord, List<RecordedForecast>> forecasts) {
		this.limits.take(reader);
		AccuracyView view = AccuracyView.of(forecasts.apply(this.accuracy.of(reader)));
		if (view.count() == 0) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("chronobook-" + name + ".png").build().toString())
			.body(AccuracyPicture.of(view, this.messages, this.pictures));
	}

}
