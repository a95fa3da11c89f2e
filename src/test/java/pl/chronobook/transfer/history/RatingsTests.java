package pl.chronobook.transfer.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.transfer.file.Tables;
import pl.chronobook.transfer.history.History.Note;

import static org.assertj.core.api.Assertions.assertThat;

class RatingsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			4 | 8
			4,5 | 9
			4.25 | 9
			0,1 | 1
			5.0 | 10
			4½ | 9
			4/5 | 8
			8/10 | 8
			3 / 6 | 5
			7,5 z 10 | 8
			9 out of 10 | 9
			85% | 9
			4 stars | 8
			4 gwiazdki | 8
			1 gwiazdka | 2
			4★ | 8
			★★★★ | 8
			★★★½ | 7
			★★★★☆ | 8
			★★★☆☆☆ | 5
			⭐️⭐️⭐️ | 6
			⭐ ⭐ | 4
			🌟🌟🌟🌟🌟 | 10
			**** | 8
			4½/5 | 9
			4 1/2 | 9
			4,5 / 5 | 9
			ocena: 4 | 8
			4 Sterne | 8
			4 étoiles | 8
			4 von 5 | 8
			14 sur 20 | 7
			4 z 5 gwiazdek | 8
			❤️❤️❤️🤍🤍 | 6
			●●●○○ | 6
			🌕🌕🌗🌑🌑 | 5
			it was amazing | 10
			liked it | 6""")
	void ratingIsReadInEachNotation(String cell, int halfStars) {
		assertThat(Ratings.FIVE.halfStars(cell)).contains(halfStars);
		assertThat(Ratings.isAbsent(cell)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "4\u00a0/\u00a05", "\u200b4", "80\u00a0%", "4\u202f" })
	void blanksAndInvisibleSignsDoNotMatter(String cell) {
		assertThat(Ratings.FIVE.halfStars(cell)).contains(8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-", "N/A", "n/d", "null", "brak", "brak oceny", "?", "0", "0,0", "0/10", "0%",
			"☆☆☆☆☆", "(not provided)" })
	void emptyCellsAndZeroesMeanUnrated(String cell) {
		assertThat(Ratings.isAbsent(cell)).isTrue();
		assertThat(Ratings.FIVE.halfStars(cell)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "świetna", "6", "12/10", "120%", "-3", "2026-05-04", "04.maj", "4/5/2024", "1/2", "1e1",
			"★★★★★★★", "9780441478125", "4 5", "5-", "★ bardzo" })
	void textThatIsNotARatingIsRefused(String cell) {
		assertThat(Ratings.isAbsent(cell)).isFalse();
		assertThat(Ratings.FIVE.halfStars(cell)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Ocena (1-10) | Ocena | 10
			Ocena 1–6    | Ocena | 6
			Ocena /6     | Ocena | 6
			OCENA/100    | Ocena | 100
			Rating (out of 20) | Rating | 20
			My Rating [0 to 5] | My Rating | 5
			Ocena w skali od 1 do 6 | Ocena | 6
			Moja ocena na 10 | Moja ocena | 10
			Bewertung von 5 | Bewertung | 5
			Note sur 20  | Note | 20
			Ocena        | Ocena |
			Ocena 2024   | Ocena 2024 |
			Rating (average) | Rating (average) |
			""")
	void headerMayStateTheScale(String header, String name, Integer scale) {
		assertThat(Ratings.withoutScale(header)).isEqualToIgnoringCase(name);
		assertThat(Ratings.scaleIn(header)).isEqualTo(Optional.ofNullable(scale));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			4,5,3          | 4     | 8
			4,9,3          | 4     | 4
			6,5,3          | 3     | 3
			14,17,3        | 10    | 5
			85,40,3        | 40    | 4
			8/10,4         | 4     | 4
			4/5,8/10,3     | 3     | 6
			★★★★★★★★,★★★★  | ★★★★  | 4
			★★★★☆,3        | 3     | 6
			450,4,3        | 4     | 8
			n/d,-,4        | 4     | 8
			""")
	void cellsOfAColumnDecideItsScale(String cells, String cell, int halfStars) {
		assertThat(ratings("Ocena", List.of(cells.split(","))).halfStars(cell)).contains(halfStars);
	}

	@Test
	void scaleInTheHeaderOverridesTheCells() {
		Ratings ratings = ratings("Ocena (1-6)", List.of("6", "3", "9"));
		assertThat(ratings.halfStars("6")).contains(10);
		assertThat(ratings.halfStars("9")).isEmpty();
		assertThat(ratings.note()).isEmpty();
	}

	@Test
	void mistakeAmongManyRatingsDoesNotChangeTheScale() {
		List<String> cells = IntStream.range(0, 30).mapToObj(i -> (i == 7) ? "45" : "4").toList();
		Ratings ratings = ratings("Ocena", cells);
		assertThat(ratings.halfStars("4")).contains(8);
		assertThat(ratings.halfStars("45")).isEmpty();
		assertThat(ratings.note()).isEmpty();
	}

	/**
	 * With the top rating in the column, each rating has the same share of five stars as
	 * of its scale.
	 */
	@Property(tries = 300, seed = "20261128")
	void ratingsKeepTheirShareOfTheScale(
			@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 1_000) Integer> shares,
			@ForAll @IntRange(min = 0, max = 3) int kind) {
		int scale = List.of(5, 10, 20, 100).get(kind);
		List<Double> values = shares.stream().map(share -> Math.round(share * scale / 100.0) / 10.0).toList();
		List<String> cells = IntStream.rangeClosed(0, values.size())
			.mapToObj(
					i -> (i < values.size()) ? String.valueOf(values.get(i)).replace('.', ',') : String.valueOf(scale))
			.collect(Collectors.toList());
		// So many top ratings that they are not taken for mistakes
		for (int i = 0; i < 4; i++) {
			cells.add(String.valueOf(scale));
		}
		Ratings ratings = ratings("Ocena", cells);
		assertThat(ratings.note())
			.isEqualTo(Optional.ofNullable(List.of(Note.RATED_UP_TO_10, Note.RATED_UP_TO_20, Note.RATED_UP_TO_100)
				.stream()
				.filter(note -> note.name().equals("RATED_UP_TO_" + scale))
				.findFirst()
				.orElse(null)));
		for (int i = 0; i < values.size(); i++) {
			double stars = 10 * values.get(i) / scale;
			Optional<Integer> halfStars = ratings.halfStars(cells.get(i));
			if (values.get(i) == 0) {
				assertThat(halfStars).isEmpty();
			}
			else {
				assertThat(halfStars).hasValueSatisfying(half -> assertThat((double) half)
					.isBetween(Math.max(1, stars - 0.5), Math.max(1, stars + 0.5)));
			}
		}
	}

	/** Any cell gives a possible rating or none. */
	@Property(tries = 500, seed = "20261128")
	void noCellGivesAnImpossibleRating(@ForAll String cell, @ForAll @IntRange(min = 3, max = 100) int scale) {
		assertThat(Ratings.upTo(scale).halfStars(cell).orElse(1)).isBetween(1, 10);
		assertThat(Ratings.upTo(scale).halfStars(scale + "")).contains(10);
	}

	private static Ratings ratings(String header, List<String> cells) {
		return Ratings.of(Tables.of("Tytuł;%s\n%s".formatted(header,
				cells.stream().map(cell -> "T;" + cell + "\n").collect(Collectors.joining()))), 1);
	}

}
