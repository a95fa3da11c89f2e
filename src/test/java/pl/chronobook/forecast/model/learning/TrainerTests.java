package pl.chronobook.forecast.model.learning;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.forecast.model.Histories;
import pl.chronobook.forecast.model.correction.Correction;
import pl.chronobook.forecast.model.correction.Features;
import pl.chronobook.forecast.model.correction.ModelCodec;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.correction.Regression;
import pl.chronobook.forecast.model.correction.TrainingExample;
import pl.chronobook.forecast.model.correction.ReaderState;
import pl.chronobook.forecast.model.correction.UnusableModelException;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.PageLimits;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrainerTests {

	private static final LocalDate ORIGIN = Histories.MONDAY;

	private static final OffsetDateTime MIDNIGHT = ORIGIN.atStartOfDay().atOffset(ZoneOffset.UTC);

	private static final ReaderState ORDINARY = new ReaderState(0.25, 0.5);

	private final Trainer trainer = new Trainer(Population.NONE);

	@Test
	void steadyReaderGetsANarrowerRange() {
		ReaderHistory steady = Histories.daily(ORIGIN, 300, day -> 20);

		TrainingResult training = trainer.train(steady, ORIGIN);

		assertThat(training.outcome()).isEqualTo(TrainingResult.Outcome.WON);
		assertThat(training.backtest().share()).isGreaterThan(0.1);
		Quantiles without = days(steady, ORIGIN, null);
		Quantiles with = days(steady, ORIGIN, training.model());
		assertThat(with.p90() / with.p10()).isLessThan(without.p90() / without.p10());
		assertThat(with.p10()).isLessThan(15.5);
		assertThat(with.p90()).isGreaterThan(14.5);
	}

	@Test
	void forecastWithAModelHasTheModelStageUnlessLimited() {
		ReaderHistory steady = Histories.daily(ORIGIN, 300, day -> 20);
		ReaderModel model = trainer.train(steady, ORIGIN).model();

		assertThat(forecast(steady, ORIGIN, model, null).stage()).isEqualTo(ForecastStage.MODEL);
		assertThat(forecast(steady, ORIGIN, null, ForecastStage.MODEL).stage()).isEqualTo(ForecastStage.CONTEXT);
		Forecast limited = forecast(steady, ORIGIN, model, ForecastStage.CONTEXT);
		assertThat(limited).isEqualTo(forecast(steady, ORIGIN, null, null));
	}

	@Test
	void sameHistoryGivesTheSameBytes() {
		ReaderHistory history = Histories.irregular(ORIGIN, 200);
		List<Session> shuffled = new ArrayList<>(history.sessions());
		Collections.shuffle(shuffled, new Random(7));

		byte[] first = ModelCodec.encode(won(history), MIDNIGHT);
		byte[] second = ModelCodec.encode(won(new ReaderHistory(shuffled, List.of())), MIDNIGHT);

		assertThat(second).isEqualTo(first);
		assertThat(first).hasSizeLessThan(ModelCodec.MAX_SIZE);
	}

	@Test
	void dataAfterTheOriginAreIgnored() {
		ReaderHistory later = Histories.irregular(ORIGIN.plusDays(60), 260);
		List<Session> known = later.sessions()
			.stream()
			.filter(session -> session.end().isBefore(ORIGIN.atStartOfDay()))
			.toList();

		TrainingResult truncated = trainer.train(new ReaderHistory(known, List.of()), ORIGIN);
		TrainingResult untruncated = trainer.train(later, ORIGIN);

		assertThat(untruncated.backtest()).isEqualTo(truncated.backtest());
		assertThat(days(later, ORIGIN, untruncated.model())).isEqualTo(days(later, ORIGIN, truncated.model()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 20, 55 })
	void tooLittleHistoryGivesNoModel(int days) {
		TrainingResult training = trainer.train(Histories.irregular(ORIGIN, days), ORIGIN);

		assertThat(training.outcome()).isEqualTo(TrainingResult.Outcome.TOO_LITTLE);
		assertThat(training.model()).isNull();
	}

	@Test
	void modelThatWouldHaveBeenWorseIsNotUsed() {
		// The later months contradict what the model has learnt in the first
		LocalDate first = ORIGIN.minusDays(224);
		ReaderHistory contrary = Histories.daily(ORIGIN, 224, day -> {
			long age = day.toEpochDay() - first.toEpochDay();
			if (age >= 56 && age < 112) {
				return 80 * Math.exp((56 - age) / 15.0);
			}
			return 5 * Math.exp(age < 56 ? age / 20.0 : (age - 112) / 40.0);
		});
		Population withoutGain = Population.stored(null, -2.5, 0);

		TrainingResult training = new Trainer(withoutGain).train(contrary, ORIGIN);

		assertThat(training.outcome()).isEqualTo(TrainingResult.Outcome.LOST);
		assertThat(training.backtest().share()).isNegative();
		assertThat(training.model()).isNull();
	}

	@Test
	void absurdHistoriesCannotMakeTheModelDiverge() {
		Random random = new Random(3);
		ReaderHistory absurd = Histories.daily(ORIGIN, 400,
				day -> (random.nextInt(40) == 0) ? PageLimits.MAX_PAGES : random.nextInt(2) * 1e-3);

		TrainingResult training = trainer.train(absurd, ORIGIN);

		assertThat(training.backtest().with()).isFinite();
		ReaderModel model = training.model();
		if (model != null) {
			for (double horizon : new double[] { 0, 1, 7, 365, Quantiles.MAX_DAYS }) {
				Correction correction = model.correction(horizon, new ReaderState(1, 0));
				assertThat(correction.shift()).isBetween(-1.5, 1.5);
				assertThat(correction.width()).isBetween(0.6, 1.6);
			}
		}
		assertThat(days(absurd, ORIGIN, model).p95()).isFinite();
	}

	@Test
	void readerWithLittleDataBorrowsFromThePopulation() {
		List<ReaderHistory> steady = new ArrayList<>();
		for (int i = 0; i < 150; i++) {
			double pages = 15 + i % 20;
			steady.add(Histories.daily(ORIGIN, 200 + i, day -> pages));
		}
		ReaderHistory newcomer = Histories.daily(ORIGIN, 84, day -> 20);

		ReaderModel alone = won(newcomer);
		ReaderModel helped = new Trainer(Population.of(steady, ORIGIN)).train(newcomer, ORIGIN).model();

		assertThat(helped).isNotNull();
		assertThat(helped.correction(28, ORDINARY).width()).isLessThan(alone.correction(28, ORDINARY).width());
	}

	@Test
	void gradientDescentFindsTheLeastSquaresSolution() {
		// The reader always reads half a standard deviation more than forecast
		List<Observation> past = new ArrayList<>();
		for (int i = 0; i < 120; i++) {
			past.add(new Observation(7 * i, 7 * i + 7, Features.usual(28), 0.5, 1.0 / 3));
		}
		List<TrainingExample> rows = new ArrayList<>(TrainingExamples.ofPrior(Population.NONE, Trainer.PRIOR_WEIGHT));
		rows.addAll(TrainingExamples.ofObservations(past, 1, Population.NONE));

		double shift = new ReaderModel(Regression.fit(rows, ORIGIN)).shift(Features.usual(28));

		assertThat(shift).as("40 observations of 0.5 and about 8 of 0").isBetween(0.38, 0.46);
	}

	@Test
	void modelSurvivesBeingStored() {
		ReaderHistory history = Histories.irregular(ORIGIN, 200);
		ReaderModel model = won(history);

		byte[] bytes = ModelCodec.encode(model, MIDNIGHT);
		ReaderModel read = ModelCodec.decode(bytes, ModelCodec.VERSION, ModelCodec.checksum(bytes));

		assertThat(days(history, ORIGIN, read)).isEqualTo(days(history, ORIGIN, model));
		assertThat(read.model().getProvenance().getTrainingTime()).isEqualTo(MIDNIGHT);
		assertThat(read.model().getProvenance().getTrainerProvenance().getClassName())
			.isEqualTo(LinearSGDTrainer.class.getName());
	}

	@Test
	void damagedBytesAreRefused() {
		byte[] bytes = ModelCodec.encode(won(Histories.irregular(ORIGIN, 200)), MIDNIGHT);
		String checksum = ModelCodec.checksum(bytes);
		bytes[bytes.length / 2] ^= 1;

		refused(bytes, ModelCodec.VERSION, checksum, "its bytes are damaged");
	}

	@Test
	void bytesOfAnotherModelTypeAreRefused() {
		byte[] good = ModelCodec.encode(won(Histories.irregular(ORIGIN, 200)), MIDNIGHT);
		Random random = new Random(5);
		for (int i = 0; i < 300; i++) {
			byte[] bytes = good.clone();
			for (int hits = 0; hits <= i % 8; hits++) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			try {
				ReaderModel read = ModelCodec.decode(bytes, ModelCodec.VERSION, ModelCodec.checksum(bytes));
				assertThat(read.correction(28, ORDINARY).width()).isFinite();
			}
			catch (UnusableModelException expected) {
				assertThat(expected).hasMessageStartingWith("it");
			}
		}
		refused(new byte[0], ModelCodec.VERSION, ModelCodec.checksum(new byte[0]), "it is of another kind");
	}

	@Test
	void modelOfAnotherVersionIsRefused() {
		byte[] bytes = ModelCodec.encode(won(Histories.irregular(ORIGIN, 200)), MIDNIGHT);

		refused(bytes, ModelCodec.VERSION + 1, ModelCodec.checksum(bytes), "it is of version 4, this is 3");
	}

	@Test
	void modelWithOtherFeaturesIsRefused() {
		RegressionFactory factory = new RegressionFactory();
		MutableDataset<Regressor> data = new MutableDataset<>(
				new SimpleDataSourceProvenance("elsewhere", MIDNIGHT, factory), factory);
		data.add(new ArrayExample<>(new Regressor("shift", 1), new String[] { "moon" }, new double[] { 1 }));
		byte[] bytes = new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 1, 1).train(data)
			.serialize()
			.toByteArray();

		refused(bytes, ModelCodec.VERSION, ModelCodec.checksum(bytes), "it has other features: [moon]");
	}

	private static void refused(byte[] bytes, int version, String checksum, String reason) {
		assertThatExceptionOfType(UnusableModelException.class)
			.isThrownBy(() -> ModelCodec.decode(bytes, version, checksum))
			.withMessage(reason);
	}

	private ReaderModel won(ReaderHistory history) {
		ReaderModel model = trainer.train(history, ORIGIN).model();
		assertThat(model).isNotNull();
		return model;
	}

	private static Quantiles days(ReaderHistory history, LocalDate origin, @Nullable ReaderModel model) {
		return forecast(history, origin, model, null).wholeList();
	}

	private static Forecast forecast(ReaderHistory history, LocalDate origin, @Nullable ReaderModel model,
			@Nullable ForecastStage stage) {
		return ForecastEngine
			.forecast(ForecastRequest.of(history, origin, List.of(300.0)).withStageAtMost(stage).withModel(model))
			.orElseThrow();
	}

}
