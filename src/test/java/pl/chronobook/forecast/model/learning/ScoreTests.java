package pl.chronobook.forecast.model.learning;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScoreTests {

	@Test
	void readerWithoutAForecastIsNotPartOfTheMean() {
		Score first = new Score(0.2, 0.7);
		Score second = new Score(0.4, 0.9);

		assertThat(Score.mean(List.of(first, Score.of(List.of())), -1)).isEqualTo(first);
		assertThat(Score.mean(List.of(first, Score.of(List.of()), second), 0)).isEqualTo(second);
	}

}
