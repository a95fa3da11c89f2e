package pl.chronobook.notification.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Formulates messages: a sentence for browsers, JSON for programs.
 */
@Component
class MessageTexts {

	private static final Locale POLISH = Locale.of("pl", "PL");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", POLISH);

	/** Longer titles are shortened, so that they do not fill the message. */
	private static final int LONGEST_TITLE = 80;

	private final MessageSource messages;

	private final JsonMapper json;

	MessageTexts(MessageSource messages, JsonMapper json) {
		this.messages = messages;
		this.json = json;
	}

	/** Returns the message for a browser's service worker, as JSON. */
	byte[] forBrowser(String id, Happening happening) {
		return this.json.writeValueAsBytes(
				new PushBody(text(happening.kind(), "title"), sentence(happening), happening.path(), id));
	}

	/**
	 * Returns the body of a webhook: type, time and data, as Standard Webhooks defines
	 * it.
	 */
	byte[] forProgram(Happening happening, Instant at) {
		ObjectNode data = this.json.valueToTree(happening);
		if (happening instanceof Happening.DateSlipped slip) {
			data.put("days", slip.days());
		}
		data.put("text", sentence(happening));
		return this.json.writeValueAsBytes(new WebhookBody(happening.kind().type(), at, data));
	}

	private String sentence(Happening happening) {
		NotificationKind kind = happening.kind();
		return switch (happening) {
			case Happening.DateSlipped slip -> text(kind, "text", slip.days(), day(slip.to()));
			case Happening.DeadlineAtRisk risk -> text(kind, "text", day(risk.deadline()), risk.percent());
			case Happening.SessionForgotten session -> text(kind, "text", shortened(session.title()));
			case Happening.BookFinished book -> text(kind, "text", shortened(book.title()));
			case Happening.Test test -> text(kind, "text");
		};
	}

	private String text(NotificationKind kind, String part, Object... arguments) {
		return this.messages.getMessage("notification." + kind + "." + part, arguments, POLISH);
	}

	private static String day(LocalDate day) {
		return DAY.format(day);
	}

	private static String shortened(String title) {
		return (title.length() <= LONGEST_TITLE) ? title
				: title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, LONGEST_TITLE - 1))) + "…";
	}

	/**
	 * The message that a browser shows.
	 *
	 * @param title its title
	 * @param body its sentence
	 * @param url the path of the page that a tap opens
	 * @param tag a new message replaces a shown one with the same tag
	 */
	private record PushBody(String title, String body, String url, String tag) {
	}

	/**
	 * The body of a webhook.
	 *
	 * @param type the type of the event
	 * @param timestamp the time of the event
	 * @param data the facts
	 */
	private record WebhookBody(String type, Instant timestamp, ObjectNode data) {
	}

}
