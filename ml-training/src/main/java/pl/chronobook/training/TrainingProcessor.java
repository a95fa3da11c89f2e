package pl.chronobook.training;

import java.time.LocalDate;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.infrastructure.item.ItemProcessor;

import pl.chronobook.forecast.model.correction.ModelCodec;
import pl.chronobook.forecast.model.learning.Population;
import pl.chronobook.forecast.model.learning.Trainer;

/**
 * Trains one reader. An exception becomes a result with a failure, so that the other
 * readers of the chunk are still trained.
 */
class TrainingProcessor implements ItemProcessor<ReaderData, TrainedReader> {

	private static final Logger log = LoggerFactory.getLogger(TrainingProcessor.class);

	private static final int LONGEST_REASON = 500;

	private static final int HASH = 12;

	private final Trainer trainer;

	private final LocalDate origin;

	TrainingProcessor(Population population, LocalDate origin) {
		this.trainer = new Trainer(population);
		this.origin = origin;
	}

	@Override
	public TrainedReader process(ReaderData data) {
		try {
			return new TrainedReader(data.reader(), data.revision(), data.sessions().size(),
					this.trainer.train(data.history(), this.origin), null);
		}
		catch (RuntimeException ex) {
			String reason = String.valueOf(ex.getMessage());
			log.atWarn()
				.addKeyValue("reader", pseudonym(data.reader()))
				.log("Reader {} was skipped: {}", pseudonym(data.reader()), reason);
			return new TrainedReader(data.reader(), 0, data.sessions().size(), null,
					reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
		}
	}

	/** Returns a hash of the id, because logs must not identify a reader. */
	static String pseudonym(UUID reader) {
		return ModelCodec.checksum(reader.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
			.substring(0, HASH);
	}

}
