package pl.chronobook.forecast.training;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import pl.chronobook.forecast.model.correction.ModelCodec;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.UnusableModelException;
import pl.chronobook.forecast.model.learning.TrainingResult;
import pl.chronobook.forecast.model.learning.BacktestResult;
import pl.chronobook.identity.ReaderId;

/**
 * Stores and loads trained models, whether the nightly job or this application trained
 * them. Every forecast asks the database for the current version, so that a new model is
 * in use at once; only the decoded models are cached.
 */
@Repository
public class Models {

	private static final Logger log = LoggerFactory.getLogger(Models.class);

	private static final Duration REST = Duration.ofMinutes(30);

	private static final int MOST = 1_000;

	private static final String REFUSED = "chronobook.models.refused";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final MeterRegistry meters;

	private final Cache<Stored, ModelInUse> decoded = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfterAccess(REST)
		.build();

	Models(JdbcClient jdbc, JsonMapper json, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.json = json;
		this.meters = meters;
		// Counters at 0 let an alert tell "none refused" from "no data"
		Stream.of("schema", "damaged").forEach(reason -> meters.counter(REFUSED, "reason", reason));
	}

	/**
	 * Returns the model that a reader's forecasts use.
	 */
	public ModelInUse of(ReaderId reader) {
		return this.jdbc.sql("""
				SELECT stored.version, stored.feature_version, trained_at, checksum, metrics ->> 'share' AS share,
				  encode(sha256(model), 'hex') AS actual
				FROM training_progress progress JOIN reader_models stored USING (user_id)
				WHERE user_id = ? AND stored.version = progress.model_version""")
			.param(reader.value())
			.query((row, number) -> new Stored(reader.value(), row.getInt("version"), row.getInt("feature_version"),
					row.getObject("trained_at", OffsetDateTime.class).toInstant(), row.getString("checksum"),
					row.getString("actual"), row.getDouble("share")))
			.optional()
			.map(stored -> this.decoded.get(stored, this::decode))
			.orElse(ModelInUse.NONE);
	}

	private ModelInUse decode(Stored stored) {
		byte[] bytes = this.jdbc.sql("SELECT model FROM reader_models WHERE user_id = ? AND version = ?")
			.params(stored.reader(), stored.version())
			.query(byte[].class)
			.optional()
			.orElse(new byte[0]);
		try {
			ReaderModel model = ModelCodec.decode(bytes, stored.featureVersion(), stored.checksum());
			return new ModelInUse(stored.version(), model, stored.trainedAt(), stored.share(), null);
		}
		catch (UnusableModelException ex) {
			log.warn("Model {} of a reader is not used: {}", stored.version(), ex.getMessage());
			this.meters.counter(REFUSED, "reason", ex.isOtherVersion() ? "schema" : "damaged").increment();
			return new ModelInUse(0, null, null, 0,
					ex.isOtherVersion() ? ModelInUse.Problem.OTHER_VERSION : ModelInUse.Problem.DAMAGED);
		}
	}

	/**
	 * Returns, by reader, the revision of the list at the last training with the current
	 * version of the features.
	 */
	Map<ReaderId, Long> revisionsSeen() {
		Map<ReaderId, Long> seen = new HashMap<>();
		this.jdbc.sql("SELECT user_id, revision FROM training_progress WHERE feature_version = ?")
			.param(ModelCodec.VERSION)
			.query(row -> {
				seen.put(new ReaderId(row.getObject("user_id", UUID.class)), row.getLong("revision"));
			});
		return seen;
	}

	/**
	 * Returns the number of a reader's sessions at the last training; 0 before the first.
	 */
	long sessionsSeen(ReaderId reader) {
		return this.jdbc.sql("SELECT sessions FROM training_progress WHERE user_id = ?")
			.param(reader.value())
			.query(Long.class)
			.optional()
			.orElse(0L);
	}

	/**
	 * Stores the result of a training.
	 * @param origin the day before which the history that was learnt from ends
	 */
	void keep(ReaderId reader, long revision, long sessions, LocalDate origin, TrainingResult training, Instant now) {
		ReaderModel model = training.model();
		BacktestResult backtest = training.backtest();
		byte[] bytes = (model != null) ? ModelCodec.encode(model, origin.atStartOfDay().atOffset(ZoneOffset.UTC))
				: null;
		this.jdbc.sql("""
				CALL keep_training(:reader, :revision, :sessions, :version, :now, :outcome, NULL, :origin,
				  :bytes, :checksum, :metrics::jsonb)""")
			.param("reader", reader.value())
			.param("revision", revision)
			.param("sessions", sessions)
			.param("version", ModelCodec.VERSION)
			.param("now", Timestamp.from(now))
			.param("outcome", training.outcome().name())
			.param("origin", Date.valueOf(origin))
			.param("bytes", bytes)
			.param("checksum", (bytes != null) ? ModelCodec.checksum(bytes) : null)
			.param("metrics",
					this.json.writeValueAsString(Map.of("share", backtest.share(), "without", backtest.without(),
							"with", backtest.with(), "observations", backtest.observations())))
			.update();
	}

	/**
	 * A stored model without its bytes, as the key of the cache.
	 *
	 * @param checksum of the bytes when they were stored
	 * @param actual the checksum of the bytes in the table now; bytes that were damaged
	 * since miss the cache and are refused
	 */
	private record Stored(UUID reader, int version, int featureVersion, Instant trainedAt, String checksum,
			@Nullable String actual, double share) {
	}

}
