package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

import pl.chronobook.forecast.model.history.ReaderHistory;

/**
 * A reader of a benchmark: the history and the tasks on which {@link PriorFit} fits and
 * scores the constants.
 *
 * @param name the name of the reader in the table of results
 * @param history all sessions of the reader
 * @param tasks numbers of pages to forecast, by the day at whose start the forecast is
 * made
 */
public record BenchmarkReader(String name, ReaderHistory history, SortedMap<LocalDate, List<Double>> tasks) {
}
