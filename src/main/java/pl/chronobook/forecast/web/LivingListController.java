package pl.chronobook.forecast.web;

import java.time.LocalDate;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.forecast.living.LivingList;
import pl.chronobook.forecast.living.LivingList.Outlook;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.picture.PictureLimits;
import pl.chronobook.reading.picture.Pictures;

/**
 * Shows the forecast of the living list, also for fewer new books a month.
 */
@Controller
class LivingListController {

	private final LivingList livingList;

	private final Pictures pictures;

	private final PictureLimits limits;

	private final MessageSource messages;

	LivingListController(LivingList livingList, Pictures pictures, PictureLimits limits, MessageSource messages) {
		this.livingList = livingList;
		this.pictures = pictures;
		this.limits = limits;
		this.messages = messages;
	}

	@GetMapping("/forecast/living")
	String living(@CurrentReader ReaderId reader, @Valid @ModelAttribute("form") LivingForm form, BindingResult errors,
			Model model, HttpServletResponse response) {
		Optional<Integer> typed = form.read(errors);
		if (typed.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		model.addAttribute("refused", typed.isEmpty());
		model.addAttribute("most", LivingList.MOST_FEWER);
		typed.flatMap(number -> this.livingList.of(reader, number)).ifPresent(outlook -> {
			model.addAttribute("outlook", outlook);
			addPicture(outlook, model);
			model.addAttribute("early", day(outlook, outlook.forecast().early()));
			model.addAttribute("late", day(outlook, outlook.forecast().late()));
			model.addAttribute("chance", Math.round(100 * outlook.forecast().everEmpty()));
			model.addAttribute("arrivals", Math.round(10 * outlook.forecast().arrivalsPerMonth()) / 10.0);
		});
		return "forecast/living";
	}

	/** Shows only the picture of the waiting books over time, for the dashboard. */
	@GetMapping("/forecast/living/picture")
	String picture(@CurrentReader ReaderId reader, Model model) {
		this.livingList.of(reader, 0).ifPresent(outlook -> addPicture(outlook, model));
		return "forecast/facts :: pile";
	}

	/** The same picture as a file, also for fewer new books a month. */
	@GetMapping("/forecast/living/burn-down.png")
	ResponseEntity<byte[]> file(@CurrentReader ReaderId reader, @Valid @ModelAttribute LivingForm form,
			BindingResult errors) {
		this.limits.take(reader);
		Outlook outlook = form.read(errors)
			.flatMap(number -> this.livingList.of(reader, number))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("chronobook-burn-down.png").build().toString())
			.body(BurnDownPicture.of(BurnDown.of(outlook), day(outlook, outlook.forecast().middle()), this.messages,
					this.pictures));
	}

	private static void addPicture(Outlook outlook, Model model) {
		model.addAttribute("burnDown", BurnDown.of(outlook));
		model.addAttribute("finish", day(outlook, outlook.forecast().middle()));
	}

	private static @Nullable LocalDate day(Outlook outlook, @Nullable Double days) {
		return (days != null) ? Quantiles.date(outlook.origin(), days) : null;
	}

}
