package pl.chronobook.forecast;

import pl.chronobook.identity.ReaderId;

/**
 * What a reader tells the forecast changed in a way that makes another forecast: the
 * assumed pace, or a period with more or less reading.
 *
 * @param reader whose plan
 * @param revision the plan's revision after the change; later changes have higher ones
 */
public record PlanChanged(ReaderId reader, long revision) {
}
