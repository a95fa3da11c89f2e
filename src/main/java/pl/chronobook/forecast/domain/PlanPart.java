package pl.chronobook.forecast.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;

/**
 * What readers told the forecast goes along with their history: the assumed pace, the
 * deadline, and periods.
 */
@Component
class PlanPart implements ArchivePart<ToldPlan, ToldPlan> {

	private final Plans plans;

	PlanPart(Plans plans) {
		this.plans = plans;
	}

	@Override
	public String name() {
		return "plan";
	}

	@Override
	public Class<ToldPlan> content() {
		return ToldPlan.class;
	}

	@Override
	public Class<ToldPlan> receipt() {
		return ToldPlan.class;
	}

	@Override
	public Optional<ToldPlan> export(ReaderId reader) {
		Plan plan = this.plans.of(reader);
		return Optional.of(new ToldPlan(plan.assumedPagesPerWeek(), plan.deadline(), plan.periods()))
			.filter(told -> !told.isNothing());
	}

	@Override
	public List<Gain> preview(ReaderId reader, ToldPlan content) {
		ToldPlan missing = this.plans.missing(reader, content);
		List<Gain> gains = new ArrayList<>();
		if (missing.pagesPerWeek() != null) {
			gains.add(new Gain("pace", missing.pagesPerWeek()));
		}
		if (missing.deadline() != null) {
			gains.add(new Gain("deadline", missing.deadline()));
		}
		if (!missing.periods().isEmpty()) {
			gains.add(new Gain("periods", missing.periods().size()));
		}
		return gains;
	}

	@Override
	public Optional<ToldPlan> add(ReaderId reader, ToldPlan content) {
		return Optional.of(this.plans.fill(reader, content)).filter(added -> !added.isNothing());
	}

	@Override
	public void takeBack(ReaderId reader, ToldPlan added) {
		this.plans.takeBack(reader, added);
	}

}
