package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The 80 % range on simulated readers whose pace behaves in ways that are hard to
 * foresee.
 */
class SimulatedReadersTests {

	private static final int READERS = 100;

	private static final long SEED = 20_260_601;

	private static final int PAST = 200;

	private static final int FUTURE = 1500;

	private static final double PAGES = 300;

	@ParameterizedTest
	@EnumSource(Kind.class)
	void theRangeHoldsTheOutcomeOfMostReaders(Kind kind) {
		int within = 0;
		Random random = new Random(SEED);
		for (int reader = 0; reader < READERS; reader++) {
			double[] pages = kind.pages(random);
			Quantiles forecast = forecast(pages);
			int outcome = outcome(pages);
			if (Math.ceil(forecast.p10()) <= outcome && outcome <= Math.ceil(forecast.p90())) {
				within++;
			}
		}

		assertThat(within / (double) READERS).isBetween(kind.least, 1.0);
	}

	private Quantiles forecast(double[] pages) {
		List<Session> sessions = new ArrayList<>();
		LocalDate first = Histories.MONDAY.minusDays(PAST);
		for (int day = 0; day < PAST; day++) {
			if (pages[day] > 0) {
				sessions.add(Histories.session(first.plusDays(day), pages[day]));
			}
		}
		ForecastRequest request = ForecastRequest.of(new ReaderHistory(sessions, List.of()), Histories.MONDAY,
				List.of(PAGES));
		return ForecastEngine.forecast(request).orElseThrow().wholeList();
	}

	private static int outcome(double[] pages) {
		double read = 0;
		for (int day = PAST; day < pages.length; day++) {
			read += pages[day];
			if (read >= PAGES) {
				return day - PAST + 1;
			}
		}
		return FUTURE;
	}

	enum Kind {

		/** Reads 20 pages a day on four days of five, before and after the origin. */
		STEADY(0.75) {
			@Override
			double level(int day, double pause) {
				return 20;
			}
		},

		/**
		 * Stopped two months before the origin, and resumes one to twelve months after
		 * it.
		 */
		DORMANT(0.6) {
			@Override
			double level(int day, double pause) {
				return day < PAST - 60 || day > PAST + 30 + 335 * pause * pause ? 20 : 0;
			}
		},

		/**
		 * Has read ten times as much for four weeks as three months before the origin,
		 * and goes on like that.
		 */
		RAMPING(0.6) {
			@Override
			double level(int day, double pause) {
				return 4 * Math.pow(10, Math.clamp((day - PAST + 88) / 60.0, 0, 1));
			}
		},

		/**
		 * Slowed down to a tenth of the usual pace within two months, twelve weeks before
		 * the origin, and goes on like that. In the first weeks after such a collapse the
		 * forecast expects a part of the old pace to return.
		 */
		COLLAPSING(0.6) {
			@Override
			double level(int day, double pause) {
				return 40 * Math.pow(0.1, Math.clamp((day - PAST + 144) / 60.0, 0, 1));
			}
		};

		private final double least;

		Kind(double least) {
			this.least = least;
		}

		abstract double level(int day, double pause);

		double[] pages(Random random) {
			double pause = random.nextDouble();
			double[] pages = new double[PAST + FUTURE];
			for (int day = 0; day < pages.length; day++) {
				pages[day] = random.nextInt(5) == 0 ? 0 : level(day, pause) * (0.5 + random.nextDouble()) / 0.8;
			}
			return pages;
		}

	}

}
