package pl.chronobook.notification.web;

import java.io.Serializable;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.notification.domain.Preferences;
import pl.chronobook.notification.domain.QuietHours;

/**
 * The submitted form of a reader's notification preferences.
 *
 * @param dateSlipped {@code true} for messages about a later finish of the list
 * @param slipDays the number of days that the finish has to exceed
 * @param deadlineAtRisk {@code true} for messages about a deadline at risk
 * @param sessionForgotten {@code true} for messages about a forgotten timer
 * @param bookFinished {@code true} for messages about the end of a book on a device
 * @param quiet {@code true} if there are quiet hours
 * @param quietFrom the start of the quiet hours
 * @param quietUntil the end of the quiet hours
 */
record PreferencesForm(String dateSlipped, String slipDays, String deadlineAtRisk, String sessionForgotten,
		String bookFinished, String quiet, String quietFrom, String quietUntil) implements Serializable {

	private static final String TICKED = "true";

	/**
	 * Replaces missing fields, because browsers do not send boxes that are not ticked.
	 */
	PreferencesForm(@Nullable String dateSlipped, @Nullable String slipDays, @Nullable String deadlineAtRisk,
			@Nullable String sessionForgotten, @Nullable String bookFinished, @Nullable String quiet,
			@Nullable String quietFrom, @Nullable String quietUntil) {
		this.dateSlipped = box(dateSlipped);
		this.slipDays = Objects.requireNonNullElse(slipDays, "");
		this.deadlineAtRisk = box(deadlineAtRisk);
		this.sessionForgotten = box(sessionForgotten);
		this.bookFinished = box(bookFinished);
		this.quiet = box(quiet);
		this.quietFrom = Objects.requireNonNullElse(quietFrom, "");
		this.quietUntil = Objects.requireNonNullElse(quietUntil, "");
	}

	static PreferencesForm of(Preferences preferences) {
		QuietHours hours = Objects.requireNonNullElse(preferences.quiet(), QuietHours.NIGHT);
		return new PreferencesForm(String.valueOf(preferences.dateSlipped()), String.valueOf(preferences.slipDays()),
				String.valueOf(preferences.deadlineAtRisk()), String.valueOf(preferences.sessionForgotten()),
				String.valueOf(preferences.bookFinished()), String.valueOf(preferences.quiet() != null),
				hours.from().toString(), hours.until().toString());
	}

	private static String box(@Nullable String sent) {
		return TICKED.equals(sent) ? TICKED : "false";
	}

	private static boolean isTicked(String box) {
		return TICKED.equals(box);
	}

	/**
	 * Parses the form.
	 * @return the preferences; empty, with the reasons in {@code errors}, if it is
	 * invalid
	 */
	Optional<Preferences> read(Errors errors) {
		String typed = this.slipDays.strip();
		int days = typed.matches("\\d{1,3}") ? Integer.parseInt(typed) : 0;
		if (days < 1 || days > Preferences.MOST_SLIP_DAYS) {
			errors.rejectValue("slipDays", "notification.slip-days");
		}
		LocalTime from = time(this.quietFrom, "quietFrom", errors);
		LocalTime until = time(this.quietUntil, "quietUntil", errors);
		if (isTicked(this.quiet) && from != null && from.equals(until)) {
			errors.rejectValue("quietUntil", "notification.quiet-empty");
		}
		if (errors.hasErrors()) {
			return Optional.empty();
		}
		return Optional.of(new Preferences(isTicked(this.dateSlipped), days, isTicked(this.deadlineAtRisk),
				isTicked(this.sessionForgotten), isTicked(this.bookFinished),
				(from != null && until != null) ? new QuietHours(from, until) : null));
	}

	private @Nullable LocalTime time(String typed, String field, Errors errors) {
		if (!isTicked(this.quiet)) {
			return null;
		}
		try {
			return LocalTime.parse(typed.strip()).withSecond(0).withNano(0);
		}
		catch (DateTimeParseException ex) {
			errors.rejectValue(field, "notification.time");
			return null;
		}
	}

}
