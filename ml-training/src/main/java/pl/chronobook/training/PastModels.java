package pl.chronobook.training;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.Population;
import pl.chronobook.forecast.model.ReaderHistory;
import pl.chronobook.forecast.model.ReaderModel;
import pl.chronobook.forecast.model.Trainer;

/**
 * The models that readers would have had on earlier days, each trained on nothing but
 * what was known then. What is believed of readers at large is learnt at the beginning of
 * each month.
 */
final class PastModels {

	/** So many readers tell enough of readers at large. */
	private static final int SAMPLE = 50;

	private final List<ReaderHistory> sample;

	private final Map<LocalDate, Population> populations = new HashMap<>();

	private final Map<String, @Nullable ReaderModel> models = new HashMap<>();

	/** The order of the readers does not matter from run to run if it stays the same. */
	PastModels(Collection<ReaderHistory> readers) {
		this.sample = readers.stream().limit(SAMPLE).toList();
	}

	/**
	 * A reader's model as it would have been.
	 * @return null if there would have been none, or a worse one
	 */
	@Nullable ReaderModel of(String name, ReaderHistory reader, LocalDate origin) {
		return this.models.computeIfAbsent(name + " " + origin, key -> {
			Population population = this.populations.computeIfAbsent(origin.withDayOfMonth(1),
					month -> Population.of(this.sample, month));
			return new Trainer(population).train(reader, origin).model();
		});
	}

}
