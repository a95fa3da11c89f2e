package pl.chronobook.forecast.web.planning;

import java.util.List;
import java.util.Optional;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import pl.chronobook.forecast.whatif.Change;
import pl.chronobook.forecast.whatif.WhatIf;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

/**
 * Answers what-if questions. The whole question is in the address, so that it can be
 * bookmarked and shared, and nothing is stored.
 */
@Controller
class WhatIfController {

	private static final String FORM = "form";

	private final WhatIf whatIf;

	WhatIfController(WhatIf whatIf) {
		this.whatIf = whatIf;
	}

	@ModelAttribute(FORM)
	WhatIfForm form(@RequestParam MultiValueMap<String, String> address) {
		return WhatIfForm.of(address);
	}

	@GetMapping("/forecast/what-if")
	String whatIf(@CurrentReader ReaderId reader, @Valid @ModelAttribute(name = FORM, binding = false) WhatIfForm form,
			BindingResult errors, HtmxRequest htmx, HttpServletResponse response, Model model) {
		Change change = form.read(errors);
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		Optional<WhatIfView> view = this.whatIf.answer(reader, change)
			.map(outcome -> WhatIfView.of(outcome, form.part()));
		model.addAttribute("refused", errors.hasErrors());
		model.addAttribute("change", change);
		model.addAttribute("view", view.orElse(null));
		model.addAttribute("droppedElsewhere", view.map(shown -> shown.elsewhere(form.drop())).orElse(List.of()));
		boolean live = htmx.isHtmxRequest() && !htmx.isBoosted() && !htmx.isHistoryRestoreRequest();
		model.addAttribute("live", live);
		response.addHeader(HttpHeaders.VARY, "HX-Request");
		if (live) {
			response.setHeader("HX-Replace-Url", form.address());
		}
		return live ? "forecast/what-if-parts :: live" : "forecast/what-if";
	}

}
