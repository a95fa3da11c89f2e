package pl.chronobook.reading.web;

import java.time.Duration;

import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import pl.chronobook.reading.domain.Sessions;

/**
 * Shows the result of a session in a message after the redirect.
 */
@Component
class SessionToast {

	private final MessageSourceAccessor messages;

	SessionToast(MessageSource messages) {
		this.messages = new MessageSourceAccessor(messages);
	}

	void show(Sessions.Logged logged, RedirectAttributes redirect) {
		Progress.Scale book = Progress.Scale.of(logged.entry());
		Duration time = SessionsView.rounded(logged.session().active());
		redirect.addFlashAttribute("toast",
				logged.overlaps() ? "reading.session.saved-overlapping" : "reading.session.saved");
		redirect.addFlashAttribute("toastArguments",
				new Object[] {
						this.messages.getMessage("reading.session.time",
								new Object[] { time.toHours(), time.toMinutesPart() }),
						book.showAmount(logged.session().pages()), book.isAudio() ? "AUDIO" : "PAGES" });
		redirect.addFlashAttribute("toastFinish", true);
	}

}
