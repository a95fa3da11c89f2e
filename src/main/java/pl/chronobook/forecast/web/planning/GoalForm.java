package pl.chronobook.forecast.web.planning;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import pl.chronobook.forecast.plan.Goal;
import pl.chronobook.forecast.plan.Goal.Unit;

/**
 * The submitted form of a goal.
 *
 * @param amount the typed number
 * @param unit the name of a {@link Unit}; any other word means {@code BOOKS}
 */
record GoalForm(String amount, String unit) implements Serializable {

	GoalForm(@Nullable String amount, @Nullable String unit) {
		this.amount = Objects.requireNonNullElse(amount, "");
		this.unit = Unit.PAGES.name().equals(unit) ? Unit.PAGES.name() : Unit.BOOKS.name();
	}

	static GoalForm of(Goal goal) {
		return new GoalForm(String.valueOf(goal.amount()), goal.unit().name());
	}

	/** Parses the goal; if it is invalid, the reason goes to {@code errors}. */
	Optional<Goal> read(Errors errors) {
		Unit chosen = Unit.valueOf(this.unit);
		Optional<Integer> typed = TypedNumber.parse(this.amount, 1, chosen.most());
		if (typed.isEmpty()) {
			errors.rejectValue("amount", "forecast.goal.range." + chosen, new Object[] { chosen.most() }, null);
		}
		return typed.map(number -> new Goal(number, chosen));
	}

}
