package pl.chronobook.forecast.model;

import java.util.List;
import java.util.Set;

import pl.chronobook.forecast.model.distribution.Quantiles;

/**
 * A forecast of the days on which the books of a queue will be finished.
 *
 * @param stage the stage that was used
 * @param evidence the evidence on which it rests
 * @param books days until each book is finished, in queue order, those before it
 * included; never earlier than the book before at the same quantile
 * @param wholeList days until the last book is finished; all zero for an empty queue
 * @param limitations the reasons why it is less precise than it could be
 */
public record Forecast(ForecastStage stage, Evidence evidence, List<Quantiles> books, Quantiles wholeList,
		Set<Limitation> limitations) {

	public Forecast {
		books = List.copyOf(books);
		limitations = Set.copyOf(limitations);
	}

}
