package pl.chronobook.training;

import java.time.LocalDate;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.infrastructure.item.ItemProcessor;

import pl.chronobook.forecast.model.ModelCodec;
import pl.chronobook.forecast.model.Population;
import pl.chronobook.forecast.model.Trainer;

/**
 * Trains one reader. A reader whose data break the trainer is reported, and the others go
 * on.
 */
class LessonProcessor implements ItemProcessor<Lesson, Result> {

	private static final Logger log = LoggerFactory.getLogger(LessonProcessor.class);

	private static final int LONGEST_REASON = 500;

	private static final int HASH = 12;

	private final Trainer trainer;

	private final LocalDate origin;

	LessonProcessor(Population population, LocalDate origin) {
		this.trainer = new Trainer(population);
		this.origin = origin;
	}

	@Override
	public Result process(Lesson lesson) {
		try {
			return new Result(lesson.reader(), lesson.revision(), lesson.sittings().size(),
					this.trainer.train(lesson.history(), this.origin), null);
		}
		catch (RuntimeException ex) {
			String reason = String.valueOf(ex.getMessage());
			log.atWarn()
				.addKeyValue("reader", pseudonym(lesson.reader()))
				.log("Reader {} was skipped: {}", pseudonym(lesson.reader()), reason);
			return new Result(lesson.reader(), 0, lesson.sittings().size(), null,
					reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
		}
	}

	/** Tells readers apart in logs without saying who they are. */
	static String pseudonym(UUID reader) {
		return ModelCodec.checksum(reader.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
			.substring(0, HASH);
	}

}
