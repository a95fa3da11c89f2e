package pl.chronobook.reading.web.statistics;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.identity.CachedPage;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.picture.PictureLimits;
import pl.chronobook.reading.picture.Pictures;
import pl.chronobook.reading.statistics.Chronicle;
import pl.chronobook.reading.statistics.Statistics;
import pl.chronobook.reading.web.statistics.StatisticsView.YearInReview;

/**
 * Hands out the charts of the statistics and the cards of a year as pictures.
 */
@Controller
@RequestMapping("/statistics")
class PicturesController {

	private static final String YEAR = "[1-9][0-9][0-9][0-9]";

	private final Statistics statistics;

	private final Pictures pictures;

	private final PictureLimits limits;

	private final MessageSource messages;

	PicturesController(Statistics statistics, Pictures pictures, PictureLimits limits, MessageSource messages) {
		this.statistics = statistics;
		this.pictures = pictures;
		this.limits = limits;
		this.messages = messages;
	}

	/**
	 * A chart of the overview, or of a year.
	 * @param chart the id of the chart in its page
	 * @param year the year; null for the overview
	 */
	@GetMapping("/pictures/{chart:[a-z-]+}.png")
	ResponseEntity<byte[]> chart(@CurrentReader ReaderId reader, @PathVariable String chart,
			@RequestParam(defaultValue = "") String by, @RequestParam(defaultValue = "") String back,
			@RequestParam(required = false) @Nullable Integer year) {
		this.limits.take(reader);
		Chronicle chronicle = (year != null) ? this.statistics.chronicle(reader, year).orElseThrow(this::nothing)
				: this.statistics.chronicle(reader);
		Wording wording = new Wording(this.messages, (year != null) ? chronicle.to() : chronicle.today());
		StatisticsView view = new StatisticsView(chronicle, wording);
		if (chart.equals("heatmap")) {
			return picture(chart,
					ChartPicture.of(view.heatmapIfRead().orElseThrow(this::nothing), wording, this.pictures));
		}
		Optional<Chart> found = view.chart(chart, StatisticsController.period(by), StatisticsController.windows(back));
		if (found.isEmpty() && HabitsView.IDS.contains(chart)) {
			found = HabitsView.of(this.statistics.habits(reader), chronicle.books(), wording).chart(chart);
		}
		return picture(chart, ChartPicture.of(found.orElseThrow(this::nothing), wording, this.pictures));
	}

	/** The pages a day of two spans of days. */
	@GetMapping("/compare/picture.png")
	ResponseEntity<byte[]> comparison(@CurrentReader ReaderId reader, @Valid @ModelAttribute ComparisonForm form,
			BindingResult errors) {
		this.limits.take(reader);
		Chronicle chronicle = this.statistics.days(reader);
		LocalDate today = chronicle.today();
		ComparisonForm chosen = form.orLastMonths(today);
		chosen.validate(today, errors);
		if (errors.hasErrors()) {
			throw nothing();
		}
		Wording wording = new Wording(this.messages, today);
		ComparisonView view = ComparisonView.of(chronicle, chosen.first().span(), chosen.second().span(), wording);
		return picture("compared", ChartPicture.of(view.chart(), wording, this.pictures));
	}

	/** The cards of a year, to be saved one by one or printed. */
	@CachedPage
	@GetMapping("/{year:" + YEAR + "}/cards")
	String cards(@CurrentReader ReaderId reader, @PathVariable int year, Model model) {
		Year shown = year(reader, year);
		model.addAttribute("year", year);
		model.addAttribute("running", shown.review.running());
		model.addAttribute("cards",
				YearCard.of(shown.review)
					.stream()
					.map(card -> new YearCard.Shown(card.path(), card.description(shown.review, shown.wording)))
					.toList());
		return "reading/statistics-cards";
	}

	@GetMapping("/{year:" + YEAR + "}/cards/{card:[a-z]+}.png")
	ResponseEntity<byte[]> card(@CurrentReader ReaderId reader, @PathVariable int year, @PathVariable String card) {
		this.limits.take(reader);
		Year shown = year(reader, year);
		YearCard chosen = YearCard.of(shown.review)
			.stream()
			.filter(known -> known.path().equals(card.toLowerCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(this::nothing);
		return picture(year + "-" + card, chosen.draw(shown.review, shown.wording, this.pictures));
	}

	private Year year(ReaderId reader, int year) {
		Chronicle chronicle = this.statistics.chronicle(reader, year).orElseThrow(this::nothing);
		Wording wording = new Wording(this.messages, chronicle.to());
		return new Year(new StatisticsView(chronicle, wording).year(), wording);
	}

	private static ResponseEntity<byte[]> picture(String name, byte[] png) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("chronobook-" + name + ".png").build().toString())
			.body(png);
	}

	private ResponseStatusException nothing() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

	/**
	 * A year, and the words for it.
	 */
	private record Year(YearInReview review, Wording wording) {
	}

}
