package pl.chronobook.reading.web;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.SessionId;
import pl.chronobook.reading.domain.ReadingList;
import pl.chronobook.reading.domain.ReadingTimer;
import pl.chronobook.reading.domain.ReadingTimer.Discarded;
import pl.chronobook.reading.domain.Sessions;

/**
 * Handles the steps of the timer, which redirect to its page.
 * {@link TimerDeliveryController} handles the steps that a phone delivers later.
 */
@Controller
@RequestMapping("/sessions/timer")
class TimerController {

	private static final String PAGE = "redirect:/sessions";

	private final ReadingTimer timer;

	private final ReadingList readingList;

	private final Sessions sessions;

	private final SessionToast toast;

	TimerController(ReadingTimer timer, ReadingList readingList, Sessions sessions, SessionToast toast) {
		this.timer = timer;
		this.readingList = readingList;
		this.sessions = sessions;
		this.toast = toast;
	}

	@GetMapping({ "", "/{id}/pause", "/{id}/resume", "/{id}/stop", "/{id}/confirm", "/{id}/discard", "/{id}/restore",
			"/{id}/finish" })
	String reopenedTab() {
		return PAGE;
	}

	@PostMapping
	String start(@CurrentReader ReaderId reader, @RequestParam SessionId id, @RequestParam EntryId entry,
			TimerStep step, RedirectAttributes redirect) {
		refuseStepOfAnother(step, reader);
		if (!this.timer.start(reader, id, entry, null)) {
			redirect.addFlashAttribute("toast", "reading.timer.runs");
		}
		return PAGE;
	}

	@PostMapping("/{id}/pause")
	String pause(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step) {
		refuseStepOfAnother(step, reader);
		this.timer.pause(reader, id, null);
		return PAGE;
	}

	@PostMapping("/{id}/resume")
	String resume(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step) {
		refuseStepOfAnother(step, reader);
		this.timer.resume(reader, id, null);
		return PAGE;
	}

	@PostMapping("/{id}/stop")
	String stop(@CurrentReader ReaderId reader, @PathVariable SessionId id, TimerStep step,
			@ModelAttribute MinutesForm form, BindingResult result, RedirectAttributes redirect) {
		refuseStepOfAnother(step, reader);
		Optional<Boolean> kept = form.minutes().isEmpty() ? Optional.of(this.timer.stop(reader, id, null))
				: form.read(result).map(length -> this.timer.stopAfter(reader, id, length));
		if (kept.isEmpty()) {
			return refused(result, id, redirect);
		}
		if (!kept.get()) {
			redirect.addFlashAttribute("toast", "reading.timer.too-short");
		}
		return PAGE;
	}

	@PostMapping("/{id}/confirm")
	String confirm(@CurrentReader ReaderId reader, @PathVariable SessionId id) {
		this.timer.confirm(reader, id);
		return PAGE;
	}

	@PostMapping("/{id}/discard")
	String discard(@CurrentReader ReaderId reader, @PathVariable SessionId id, RedirectAttributes redirect) {
		Discarded discarded = this.timer.discard(reader, id);
		redirect.addFlashAttribute("toast", switch (discarded) {
			case DISCARDED -> "reading.timer.discarded";
			case NOTHING -> "reading.timer.too-short";
			case LOGGED -> "reading.timer.logged";
		});
		if (discarded == Discarded.DISCARDED) {
			redirect.addFlashAttribute("toastUndo", "/sessions/timer/%s/restore".formatted(id));
		}
		return PAGE;
	}

	@PostMapping("/{id}/restore")
	String restore(@CurrentReader ReaderId reader, @PathVariable SessionId id, RedirectAttributes redirect) {
		if (!this.timer.restore(reader, id)) {
			redirect.addFlashAttribute("toast", "reading.timer.not-restored");
		}
		return PAGE;
	}

	@PostMapping("/{id}/finish")
	String finish(@CurrentReader ReaderId reader, @PathVariable SessionId id,
			@ModelAttribute("stoppedForm") SessionForm form, BindingResult result, RedirectAttributes redirect) {
		Progress.Scale book = scale(reader, id);
		Optional<Sessions.Logged> logged = SessionForm
			.attempt(() -> this.timer.finish(reader, id, form.readSpan(book), form.note(), form.insisted()), result);
		if (logged.isEmpty()) {
			return refused(result, id, redirect);
		}
		this.toast.show(logged.get(), redirect);
		return PAGE;
	}

	private Progress.Scale scale(ReaderId reader, SessionId id) {
		return this.timer.open(reader).stream().filter(found -> found.id().equals(id)).findFirst().map(found -> {
			ReadingTimer.Outlook outlook = this.timer.outlook(reader, found);
			return Progress.Scale.of(this.readingList.entry(reader, found.entry()))
				.showing(outlook.fromPage(), outlook.page());
		}).or(() -> logged(reader, id)).orElse(new Progress.Scale(null, null, null, null));
	}

	/** The scale for a timer that is finished a second time. */
	private Optional<Progress.Scale> logged(ReaderId reader, SessionId id) {
		return this.sessions.logged(reader, id)
			.flatMap(session -> this.readingList.entries(reader, List.of(session.entry()))
				.stream()
				.findFirst()
				.map(entry -> Progress.Scale.of(entry).showing(session.fromPage(), session.toPage())));
	}

	private static String refused(BindingResult result, SessionId id, RedirectAttributes redirect) {
		result.getModel().forEach(redirect::addFlashAttribute);
		redirect.addFlashAttribute("refusedTimer", id.value());
		return PAGE;
	}

	private static void refuseStepOfAnother(TimerStep step, ReaderId reader) {
		if (step.isOfAnother(reader)) {
			throw new ResponseStatusException(HttpStatus.CONFLICT);
		}
	}

}
