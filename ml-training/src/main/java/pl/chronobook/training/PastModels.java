package pl.chronobook.training;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.learning.Population;
import pl.chronobook.forecast.model.learning.Trainer;

/**
 * The models that readers would have had on earlier days, each trained on the history
 * before that day alone. The population is estimated once for each month.
 */
final class PastModels {

	/** The number of readers from whom the population is estimated. */
	private static final int SAMPLE = 50;

	private final List<ReaderHistory> sample;

	private final Map<LocalDate, Population> populations = new HashMap<>();

	private final Map<String, @Nullable ReaderModel> models = new HashMap<>();

	/**
	 * Creates the cache. The first readers are the sample, so the same order gives the
	 * same models.
	 */
	PastModels(Collection<ReaderHistory> readers) {
		this.sample = readers.stream().limit(SAMPLE).toList();
	}

	/**
	 * Returns a reader's model as of an earlier day.
	 * @return null if training would have chosen no model
	 */
	@Nullable ReaderModel of(String name, ReaderHistory reader, LocalDate origin) {
		return this.models.computeIfAbsent(name + " " + origin, key -> {
			Population population = this.populations.computeIfAbsent(origin.withDayOfMonth(1),
					month -> Population.of(this.sample, month));
			return new Trainer(population).train(reader, origin).model();
		});
	}

}
