package pl.chronobook.forecast.web.planning;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.forecast.plan.ImpossiblePeriodException;
import pl.chronobook.forecast.plan.PlannedPeriod;
import pl.chronobook.forecast.plan.PlannedPeriod.Amount;

/**
 * The submitted form of a planned period.
 *
 * @param from its first day
 * @param to its last day
 * @param reading the name of an {@link Amount}; any other word means {@code NONE}
 * @param label the reader's name for it
 */
record PeriodForm(String from, String to, String reading, String label) implements Serializable {

	PeriodForm(@Nullable String from, @Nullable String to, @Nullable String reading, @Nullable String label) {
		this.from = Objects.requireNonNullElse(from, "");
		this.to = Objects.requireNonNullElse(to, "");
		this.reading = amount(Objects.requireNonNullElse(reading, "")).name();
		this.label = Objects.requireNonNullElse(label, "");
	}

	static PeriodForm empty() {
		return new PeriodForm(null, null, null, null);
	}

	static PeriodForm of(PlannedPeriod period) {
		return new PeriodForm(period.from().toString(), period.to().toString(), period.reading().name(),
				period.label());
	}

	/**
	 * Parses the period and passes it on; the reason for a refusal goes to
	 * {@code errors}.
	 * @param id the id of the period
	 * @param change may throw {@link ImpossiblePeriodException}
	 */
	void apply(UUID id, Consumer<PlannedPeriod> change, Errors errors) {
		if (this.from.isBlank() || this.to.isBlank()) {
			errors.rejectValue("to", "forecast.period.both-days");
			return;
		}
		try {
			change.accept(new PlannedPeriod(id, LocalDate.parse(this.from.strip()), LocalDate.parse(this.to.strip()),
					amount(this.reading), this.label));
		}
		catch (DateTimeParseException ex) {
			errors.rejectValue("to", "forecast.period.unreadable");
		}
		catch (ImpossiblePeriodException ex) {
			errors.rejectValue("to", "forecast.period." + ex.reason());
		}
	}

	/**
	 * Parses the amount of reading. An unknown name counts as no reading, the form's
	 * default.
	 */
	static Amount amount(String name) {
		return switch (name) {
			case "LESS" -> Amount.LESS;
			case "MORE" -> Amount.MORE;
			default -> Amount.NONE;
		};
	}

}
