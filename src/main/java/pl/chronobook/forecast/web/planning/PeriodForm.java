package pl.chronobook.forecast.web.planning;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.plan.ImpossiblePeriodException;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.plan.PlannedPeriod.Amount;

/**
 * The submitted form of a planned period.
 *
 * @param id the id of the period
 * @param from its first day
 * @param to its last day
 * @param reading the amount of reading
 * @param label the reader's name for it
 * @param problem the message code of the error; null if the form is not refused
 */
record PeriodForm(UUID id, String from, String to, String reading, String label,
		@Nullable String problem) implements Serializable {

	static PeriodForm of(PlannedPeriod period) {
		return new PeriodForm(period.id(), period.from().toString(), period.to().toString(), period.reading().name(),
				period.label(), null);
	}

	/**
	 * Parses the period.
	 * @throws RefusedPeriodException if the form is not a valid period
	 */
	PlannedPeriod period() {
		if (this.from.isBlank() || this.to.isBlank()) {
			throw refused("both-days");
		}
		try {
			return new PlannedPeriod(this.id, LocalDate.parse(this.from.strip()), LocalDate.parse(this.to.strip()),
					reading(this.reading), this.label);
		}
		catch (DateTimeParseException ex) {
			throw refused("unreadable");
		}
		catch (ImpossiblePeriodException ex) {
			throw refused(ex.reason().name());
		}
	}

	RefusedPeriodException refused(String reason) {
		return new RefusedPeriodException(
				new PeriodForm(this.id, this.from, this.to, this.reading, this.label, "forecast.period." + reason));
	}

	/**
	 * Parses the amount of reading. An unknown name counts as no reading, the form's
	 * default.
	 */
	static Amount reading(String name) {
		return switch (name) {
			case "LESS" -> Amount.LESS;
			case "MORE" -> Amount.MORE;
			default -> Amount.NONE;
		};
	}

	/**
	 * Thrown for a form that is not a valid period; carries the form back to its page.
	 */
	static final class RefusedPeriodException extends RuntimeException {

		private final transient PeriodForm form;

		private RefusedPeriodException(PeriodForm form) {
			super(form.problem());
			this.form = form;
		}

		PeriodForm form() {
			return this.form;
		}

	}

}
