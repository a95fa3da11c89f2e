package pl.chronobook.sync.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import pl.chronobook.reading.DeviceReading.EstimatedSession;
import pl.chronobook.sync.domain.ProgressEstimator.Report;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressEstimatorTests {

	private static final Instant NOON = Instant.parse("2027-03-14T12:00:00Z");

	@Test
	void reportsOfOneSittingAreOneSession() {
		ProgressEstimator estimator = new ProgressEstimator(200, 0.5, NOON.minus(Duration.ofHours(20)));

		assertThat(estimator.sessions(List.of(report(1, 0.52, 0), report(2, 0.55, 600), report(3, 0.6, 1_200))))
			.containsExactly(new EstimatedSession(NOON.minusSeconds(4 * 90), NOON.plusSeconds(1_200),
					NOON.minus(Duration.ofHours(20)), 100, 120));
	}

	@Test
	void goingBackAndReturningAddsNoPages() {
		ProgressEstimator estimator = new ProgressEstimator(200, 0.5, NOON.minus(Duration.ofHours(20)));

		assertThat(estimator.sessions(List.of(report(1, 0.3, 0), report(2, 0.5, 600)))).isEmpty();
		assertThat(estimator.page()).isEqualTo(100);
	}

	@Test
	void leapMovesThePlaceAndAddsNoPages() {
		ProgressEstimator estimator = new ProgressEstimator(200, 0.5, NOON.minusSeconds(60));

		assertThat(estimator.sessions(List.of(report(1, 0.9, 0)))).isEmpty();
		assertThat(estimator.page()).isEqualTo(180);
	}

	@Test
	void firstReportInTheMiddleOfABookAddsNoPages() {
		ProgressEstimator middle = new ProgressEstimator(200, 0, null);
		assertThat(middle.sessions(List.of(report(1, 0.45, 0)))).isEmpty();
		assertThat(middle.page()).isEqualTo(90);

		assertThat(new ProgressEstimator(200, 0, null).sessions(List.of(report(1, 0.05, 0))))
			.containsExactly(new EstimatedSession(NOON.minusSeconds(900), NOON, NOON.minusSeconds(900), 0, 10));
	}

	@Test
	void reportsSentAtOnceAfterDaysOfflineAreSpreadOverThem() {
		Instant fiveDaysAgo = NOON.plusSeconds(8).minus(Duration.ofDays(5));
		ProgressEstimator estimator = new ProgressEstimator(200, 0.1, fiveDaysAgo);

		List<EstimatedSession> sessions = estimator.sessions(
				List.of(report(1, 0.2, 0), report(2, 0.3, 2), report(3, 0.4, 4), report(4, 0.5, 6), report(5, 0.6, 8)));

		assertThat(sessions).extracting(EstimatedSession::end)
			.containsExactly(fiveDaysAgo.plus(Duration.ofDays(1)), fiveDaysAgo.plus(Duration.ofDays(2)),
					fiveDaysAgo.plus(Duration.ofDays(3)), fiveDaysAgo.plus(Duration.ofDays(4)), NOON.plusSeconds(8));
		assertThat(sessions).allSatisfy(session -> assertThat(session.toPage() - session.fromPage()).isEqualTo(20));
	}

	@Test
	void oneReportWithMorePagesThanASittingHasIsSpreadOverTheDaysBefore() {
		ProgressEstimator estimator = new ProgressEstimator(1_000, 0.1, NOON.minus(Duration.ofDays(10)));

		List<EstimatedSession> sessions = estimator.sessions(List.of(report(1, 0.5, 0)));

		assertThat(sessions).hasSize(3).allSatisfy(session -> {
			assertThat(Duration.between(session.start(), session.end())).isLessThanOrEqualTo(Duration.ofHours(4));
			assertThat(Duration.between(session.since(), session.end())).isEqualTo(Duration.ofDays(10).dividedBy(3));
		});
		assertThat(sessions.getFirst().fromPage()).isEqualTo(100);
		assertThat(sessions.getLast().toPage()).isEqualTo(500);
	}

	@Test
	void theLastPercentIsTheEndOfTheBook() {
		ProgressEstimator estimator = new ProgressEstimator(200, 0.9, NOON.minus(Duration.ofHours(20)));

		assertThat(estimator.sessions(List.of(report(1, 0.991, 0)))).extracting(EstimatedSession::toPage)
			.containsExactly(200);
		assertThat(estimator.page()).isEqualTo(200);
	}

	@Test
	void pagesOfManySmallReportsAddUpToTheWhole() {
		ProgressEstimator estimator = new ProgressEstimator(333, 0.5, NOON.minus(Duration.ofHours(20)));
		List<Report> reports = java.util.stream.IntStream.rangeClosed(1, 500)
			.mapToObj(i -> report(i, 0.5 + i / 1_000.0, 60L * i))
			.toList();

		assertThat(estimator.sessions(reports)).hasSize(1)
			.allSatisfy(session -> assertThat(session.toPage()).isEqualTo(333));
	}

	@Test
	void halfAnHourWithoutAReportEndsASession() {
		assertThat(ProgressEstimator.groups(List.of(report(1, 0.1, 0), report(2, 0.2, 1_800), report(3, 0.3, 3_601))))
			.extracting(List::size)
			.containsExactly(2, 1);
	}

	private static Report report(long id, double percentage, long seconds) {
		return new Report(id, percentage, NOON.plusSeconds(seconds));
	}

}
