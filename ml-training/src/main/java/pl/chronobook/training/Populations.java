package pl.chronobook.training;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.forecast.model.ModelCodec;
import pl.chronobook.forecast.model.Population;
import pl.chronobook.forecast.model.ReaderHistory;
import pl.chronobook.forecast.model.ReaderModel;

/**
 * What readers at large are like, learnt once for each origin: whichever partition comes
 * first stores it, and the others, or a run that takes up where a killed one stopped,
 * start from the same.
 */
class Populations {

	private static final Logger log = LoggerFactory.getLogger(Populations.class);

	private static final int KEPT_DAYS = 30;

	private final JdbcClient jdbc;

	private final Lessons lessons;

	Populations(JdbcClient jdbc, Lessons lessons) {
		this.jdbc = jdbc;
		this.lessons = lessons;
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
		for (Lesson lesson : this.lessons.sample(sample)) {
			try {
				histories.add(lesson.history());
			}
			catch (RuntimeException ex) {
				log.debug("A reader of the sample cannot be understood", ex);
			}
		}
		return histories;
	}

}
