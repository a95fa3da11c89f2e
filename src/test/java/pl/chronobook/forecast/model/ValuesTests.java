package pl.chronobook.forecast.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.PlannedException;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ValuesTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	private static final Quantiles QUANTILES = new Quantiles(4.2, 5.5, 7, 10, 14, 20, 26);

	@ParameterizedTest
	@ValueSource(doubles = { -1, Double.NaN, Double.POSITIVE_INFINITY })
	void impossiblePagesAreRefused(double pages) {
		LocalDateTime noon = DAY.atTime(12, 0);
		assertThatIllegalArgumentException().isThrownBy(() -> new Session(noon, noon.plusHours(1), pages))
			.withMessageContaining("pages");
		assertThatIllegalArgumentException().isThrownBy(() -> new FinishedBook(null, DAY, pages));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ForecastRequest.of(ReaderHistory.empty(), DAY, List.of(100.0, pages)));
		assertThatIllegalArgumentException().isThrownBy(() -> new PlannedException(DAY, DAY, pages));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ForecastRequest.of(ReaderHistory.empty(), DAY, List.of()).withAssumedPace(pages));
	}

	@Test
	void periodsThatEndBeforeTheyStartAreRefused() {
		LocalDateTime noon = DAY.atTime(12, 0);
		assertThatIllegalArgumentException().isThrownBy(() -> new Session(noon, noon, 10));
		assertThatIllegalArgumentException().isThrownBy(() -> new FinishedBook(DAY, DAY.minusDays(1), 10));
		assertThatIllegalArgumentException().isThrownBy(() -> new PlannedException(DAY, DAY.minusDays(1), 1));
	}

	@Test
	void quantilesAreOrderedAndFinite() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(1, 2, 3, 2, 4, 5, 6));
		assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(-1, 2, 3, 3, 4, 5, 6));
		assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(1, 2, 3, 3, 4, 5, 1e6));
		assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(1, 2, Double.NaN, 3, 4, 5, 6));
	}

	@Test
	void firstDayIsTheOrigin() {
		assertThat(Quantiles.date(DAY, 0)).isEqualTo(DAY);
		assertThat(Quantiles.date(DAY, 0.3)).isEqualTo(DAY);
		assertThat(Quantiles.date(DAY, 1)).isEqualTo(DAY);
		assertThat(Quantiles.date(DAY, 1.01)).isEqualTo(DAY.plusDays(1));
	}

	@Test
	void probabilityAgreesWithTheQuantilesAndRises() {
		assertThat(QUANTILES.probabilityWithin(4.2)).isCloseTo(0.05, within(1e-6));
		assertThat(QUANTILES.probabilityWithin(10)).isCloseTo(0.5, within(1e-6));
		assertThat(QUANTILES.probabilityWithin(26)).isCloseTo(0.95, within(1e-6));
		assertThat(QUANTILES.probabilityWithin(0)).isZero();
		assertThat(QUANTILES.probabilityWithin(1e5)).isCloseTo(1, within(1e-6));
		double last = 0;
		for (double days = 0.1; days < 100; days += 0.1) {
			double probability = QUANTILES.probabilityWithin(days);
			assertThat(probability).isGreaterThanOrEqualTo(last);
			last = probability;
		}
	}

	@Test
	void deadlineDayCounts() {
		assertThat(QUANTILES.probabilityBy(DAY, DAY.plusDays(9))).isCloseTo(0.5, within(1e-6));
		assertThat(QUANTILES.probabilityBy(DAY, DAY.minusDays(1))).isZero();
		assertThat(Quantiles.NOW.probabilityBy(DAY, DAY)).isEqualTo(1);
	}

	@Test
	void equalQuantilesAreAStep() {
		Quantiles step = new Quantiles(3, 3, 3, 3, 3, 3, 3);
		assertThat(step.probabilityWithin(2)).isLessThanOrEqualTo(0.05);
		assertThat(step.probabilityWithin(3.1)).isGreaterThanOrEqualTo(0.95);
	}

}
