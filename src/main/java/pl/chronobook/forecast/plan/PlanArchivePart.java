package pl.chronobook.forecast.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ArchivePart;

/**
 * Carries a reader's plan in the archive: the assumed pace, the deadline, the yearly goal
 * and the planned periods.
 */
@Component
class PlanArchivePart implements ArchivePart<ArchivedPlan, ArchivedPlan> {

	private final Plans plans;

	PlanArchivePart(Plans plans) {
		this.plans = plans;
	}

	@Override
	public String name() {
		return "plan";
	}

	@Override
	public Class<ArchivedPlan> content() {
		return ArchivedPlan.class;
	}

	@Override
	public Class<ArchivedPlan> receipt() {
		return ArchivedPlan.class;
	}

	@Override
	public Optional<ArchivedPlan> export(ReaderId reader) {
		return Optional.of(ArchivedPlan.of(this.plans.of(reader))).filter(archived -> !archived.isNothing());
	}

	@Override
	public List<PartAddition> preview(ReaderId reader, ArchivedPlan content) {
		ArchivedPlan missing = this.plans.missing(reader, content);
		List<PartAddition> additions = new ArrayList<>();
		if (missing.pagesPerWeek() != null) {
			additions.add(new PartAddition("pace", missing.pagesPerWeek()));
		}
		if (missing.deadline() != null) {
			additions.add(new PartAddition("deadline", missing.deadline()));
		}
		if (missing.goalBooks() != null) {
			additions.add(new PartAddition("goal", missing.goalBooks()));
		}
		if (missing.goalPages() != null) {
			additions.add(new PartAddition("goal-pages", missing.goalPages()));
		}
		if (!missing.periods().isEmpty()) {
			additions.add(new PartAddition("periods", missing.periods().size()));
		}
		return additions;
	}

	@Override
	public Optional<ArchivedPlan> add(ReaderId reader, ArchivedPlan content) {
		return Optional.of(this.plans.fill(reader, content)).filter(added -> !added.isNothing());
	}

	@Override
	public void takeBack(ReaderId reader, ArchivedPlan added) {
		this.plans.takeBack(reader, added);
	}

}
