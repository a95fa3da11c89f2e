package pl.chronobook.forecast.web;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.forecast.plan.Plans;
import pl.chronobook.forecast.web.planning.TypedNumber;

/**
 * The submitted form of the pace that a reader assumes.
 *
 * @param pagesPerWeek the typed number of pages
 */
record AssumptionForm(String pagesPerWeek) implements Serializable {

	AssumptionForm(@Nullable String pagesPerWeek) {
		this.pagesPerWeek = Objects.requireNonNullElse(pagesPerWeek, "");
	}

	static AssumptionForm of(@Nullable Integer assumed) {
		return new AssumptionForm((assumed != null) ? assumed.toString() : "");
	}

	/** Parses the pace; if it is invalid, the reason goes to {@code errors}. */
	Optional<Integer> read(Errors errors) {
		return read(this.pagesPerWeek, errors);
	}

	/** Parses the field of this name of any form. */
	static Optional<Integer> read(String pagesPerWeek, Errors errors) {
		Optional<Integer> read = TypedNumber.parse(pagesPerWeek, 1, Plans.MOST_PAGES_PER_WEEK);
		if (read.isEmpty()) {
			errors.rejectValue("pagesPerWeek", "forecast.assumption.range", new Object[] { Plans.MOST_PAGES_PER_WEEK },
					null);
		}
		return read;
	}

}
