package pl.chronobook.training;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.forecast.model.correction.ModelCodec;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.learning.Population;

/**
 * Estimates and stores the population of each origin. The first partition that needs it
 * stores it; the other partitions and repeated runs use the stored one, so that models do
 * not depend on the order of the runs.
 */
class Populations {

	private static final Logger log = LoggerFactory.getLogger(Populations.class);

	private static final int KEPT_DAYS = 30;

	private final JdbcClient jdbc;

	private final ReaderDataStore readers;

	Populations(JdbcClient jdbc, ReaderDataStore readers) {
		this.jdbc = jdbc;
		this.readers = readers;
	}

	Population of(LocalDate origin, int sample) {
		return stored(origin).orElseGet(() -> {
			Population population = Population.of(histories(sample), origin);
			ReaderModel model = population.model();
			byte[] bytes = (model != null) ? ModelCodec.encode(model, origin.atStartOfDay().atOffset(ZoneOffset.UTC))
					: null;
			this.jdbc.sql("""
					INSERT INTO training_populations
					  (origin, feature_version, model, checksum, gain, observations)
					VALUES (:origin, :version, :model, :checksum, :gain, :observations) ON CONFLICT DO NOTHING""")
				.param("origin", origin)
				.param("version", ModelCodec.VERSION)
				.param("model", bytes)
				.param("checksum", (bytes != null) ? ModelCodec.checksum(bytes) : null)
				.param("gain", population.totalGain())
				.param("observations", population.observations())
				.update();
			this.jdbc.sql("DELETE FROM training_populations WHERE origin < ?")
				.param(origin.minusDays(KEPT_DAYS))
				.update();
			return stored(origin).orElse(population);
		});
	}

	private Optional<Population> stored(LocalDate origin) {
		return this.jdbc.sql("""
				SELECT model, checksum, gain, observations FROM training_populations
				WHERE origin = ? AND feature_version = ?""").params(origin, ModelCodec.VERSION).query((row, number) -> {
			byte[] bytes = row.getBytes("model");
			ReaderModel model = (bytes != null)
					? ModelCodec.decode(bytes, ModelCodec.VERSION, row.getString("checksum")) : null;
			return Population.stored(model, row.getDouble("gain"), row.getDouble("observations"));
		}).optional();
	}

	private List<ReaderHistory> histories(int sample) {
		List<ReaderHistory> histories = new ArrayList<>();
		for (ReaderData data : this.readers.sample(sample)) {
			try {
				histories.add(data.history());
			}
			catch (RuntimeException ex) {
				log.debug("A reader is left out of the sample: the rows cannot be converted", ex);
			}
		}
		return histories;
	}

}
