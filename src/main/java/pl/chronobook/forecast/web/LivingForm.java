package pl.chronobook.forecast.web;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.forecast.living.LivingList;
import pl.chronobook.forecast.web.planning.TypedNumber;

/**
 * The submitted form of the living list.
 *
 * @param fewer the number of new books a month by which fewer arrive; {@code 0} if the
 * address does not say
 */
record LivingForm(String fewer) {

	LivingForm(@Nullable String fewer) {
		this.fewer = (fewer == null || fewer.isEmpty()) ? "0" : fewer;
	}

	/** Parses the number; if it is invalid, the reason goes to {@code errors}. */
	Optional<Integer> read(Errors errors) {
		Optional<Integer> read = TypedNumber.parse(this.fewer, 0, LivingList.MOST_FEWER);
		if (read.isEmpty()) {
			errors.rejectValue("fewer", "forecast.living.range", new Object[] { LivingList.MOST_FEWER }, null);
		}
		return read;
	}

}
