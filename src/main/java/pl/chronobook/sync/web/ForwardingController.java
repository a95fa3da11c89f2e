package pl.chronobook.sync.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.FreshSignIn;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.outbound.OutboundHttp;
import pl.chronobook.sync.DeviceId;
import pl.chronobook.sync.domain.Credential;
import pl.chronobook.sync.domain.Devices;
import pl.chronobook.sync.forward.Forwarding;
import pl.chronobook.sync.forward.ForwardingState;
import pl.chronobook.sync.forward.Forwardings;

/**
 * The page on which a reader sets the sync server to which a device's progress reports
 * are forwarded.
 */
@Controller
@RequestMapping("/account/devices/{id}/forwarding")
class ForwardingController {

	private final Forwardings forwardings;

	private final Devices devices;

	private final Readers readers;

	private final OutboundHttp http;

	ForwardingController(Forwardings forwardings, Devices devices, Readers readers, OutboundHttp http) {
		this.forwardings = forwardings;
		this.devices = devices;
		this.readers = readers;
		this.http = http;
	}

	@GetMapping
	String page(@CurrentReader ReaderId reader, @PathVariable DeviceId id, Model model) {
		Optional<Forwarding> present = show(reader, id, model);
		model.addAttribute("form", new ForwardingForm(present.map(Forwarding::server).orElse(null),
				present.map(Forwarding::login).orElse(null), null));
		return "sync/forwarding";
	}

	/**
	 * Checks the credentials with the server before anything is stored, so that a typing
	 * error shows at once.
	 */
	@PostMapping
	@FreshSignIn(returnTo = "/account/devices")
	String start(@CurrentReader ReaderId reader, @PathVariable DeviceId id, @ModelAttribute("form") ForwardingForm form,
			BindingResult errors, Model model, RedirectAttributes next, HttpServletResponse response) {
		Optional<Forwarding> present = show(reader, id, model);
		form.validate(errors, this.http);
		if (!errors.hasErrors()) {
			String key = Credential.keyOf(form.password());
			ForwardingState state = this.forwardings.check(form.server(), form.login(), key);
			if (state == ForwardingState.UNAUTHORIZED) {
				errors.rejectValue("password", "sync.forwarding.state.UNAUTHORIZED");
			}
			else if (state == ForwardingState.NOT_ALLOWED || state == ForwardingState.REFUSED) {
				errors.rejectValue("server", "sync.forwarding.state." + state);
			}
			else {
				this.forwardings.start(reader, id, form.server(), form.login(), key, state);
				next.addFlashAttribute("toast", "sync.forwarding.started." + state);
				return "redirect:/account/devices/" + id + "/forwarding";
			}
		}
		model.addAttribute("forwarding", present.orElse(null));
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return "sync/forwarding";
	}

	@PostMapping("/stop")
	String stop(@CurrentReader ReaderId reader, @PathVariable DeviceId id, RedirectAttributes next) {
		this.devices.get(reader, id);
		this.forwardings.stop(reader, id);
		next.addFlashAttribute("toast", "sync.forwarding.stopped");
		return "redirect:/account/devices";
	}

	private Optional<Forwarding> show(ReaderId reader, DeviceId id, Model model) {
		ZoneId zone = this.readers.get(reader).zone();
		model.addAttribute("device", this.devices.get(reader, id));
		Optional<Forwarding> forwarding = this.forwardings.of(reader)
			.stream()
			.filter(found -> found.device().equals(id))
			.findFirst();
		model.addAttribute("forwarding", forwarding.orElse(null));
		model.addAttribute("since", forwarding.map(found -> found.since().atZone(zone)).orElse(null));
		model.addAttribute("delivered", forwarding.map(found -> local(found.deliveredAt(), zone)).orElse(null));
		return forwarding;
	}

	private static @Nullable ZonedDateTime local(@Nullable Instant moment, ZoneId zone) {
		return (moment != null) ? moment.atZone(zone) : null;
	}

}
