package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * A reader whose past {@link PriorFit} forecasts.
 *
 * @param name of the reader in the table of results
 * @param history all sessions of the reader
 * @param tasks page counts that are forecast, by the day at whose start the forecast
 * stands
 */
public record FitReader(String name, ReaderHistory history, SortedMap<LocalDate, List<Double>> tasks) {
}
