package pl.chronobook.forecast;

import pl.chronobook.identity.ReaderId;

/**
 * A reader changed the assumed pace or a planned period, so the forecast has to be
 * computed again.
 *
 * @param reader the owner of the plan
 * @param revision the plan's revision after the change; later changes have higher ones
 */
public record PlanChanged(ReaderId reader, long revision) {
}
