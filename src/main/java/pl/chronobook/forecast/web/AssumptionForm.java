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

	/** More characters than any number of pages has. */
	private static final int LONGEST = 40;

	AssumptionForm(@Nullable String pagesPerWeek) {
		this.pagesPerWeek = shortened(Objects.requireNonNullElse(pagesPerWeek, "").strip());
	}

	/**
	 * Cuts a long text, which is refused and only shown again, because it is stored in
	 * the session. The ellipsis keeps its beginning from being a number.
	 */
	private static String shortened(String text) {
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
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
