package pl.chronobook.forecast;

import pl.chronobook.identity.ReaderId;

/**
 * A reader's list has a new forecast, made because something has changed or a new day has
 * begun.
 *
 * @param reader the owner of the list
 */
public record FinishForecastMade(ReaderId reader) {
}
