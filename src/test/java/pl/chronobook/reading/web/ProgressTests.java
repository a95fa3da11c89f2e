package pl.chronobook.reading.web;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.reading.BookDetails.Audio;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "120, 120", "320, 320", "' 45 % ', 144", "100%, 320", "0%, 0" })
	void readsPagesAndPercent(String typed, int page) {
		assertThat(Progress.parse(typed, 320)).contains(page);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "-1", "321", "101%", "100,1%", "sto", "12 13", "1e3", "99999999999", "²" })
	void placesOutsideTheBookAreRefused(String typed) {
		assertThat(Progress.parse(typed, 320)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "'45,5%', 455", "12.3%, 123", "'99,96 %', 1000", "'12,5', 12" })
	void percentMayHaveDecimals(String typed, int page) {
		assertThat(Progress.parse(typed, 1_000)).contains(page);
	}

	@Test
	void percentageOfAnUnknownLengthIsRefused() {
		assertThat(Progress.parse("45%", null)).isEmpty();
		assertThat(Progress.parse("45", null)).contains(45);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "0:00, 0", "0:01, 1", "5:40, 182", "45 min, 24", "11:19, 362", "11:20, 363", "45%, 163",
			"'45,5%', 165" })
	void placesInARecordingAreTimesOrPercent(String typed, int page) {
		assertThat(recording().parse(typed)).contains(page);
		assertThat(recording().parseStart(typed)).contains(page);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "340", "363", "11:21", "3:60", "101%", "-1:00", "sto", "3,5" })
	void anythingElseIsNoPlaceInARecording(String typed) {
		assertThat(recording().parse(typed)).isEmpty();
		assertThat(recording().parseStart(typed)).isEmpty();
	}

	@Property(tries = 2000, seed = "20261128")
	void aTimeTypedAsItIsShownKeepsItsPage(@ForAll @IntRange(min = 1, max = Audio.MOST_MINUTES) int minutes,
			@ForAll @IntRange(min = Audio.SLOWEST, max = Audio.FASTEST) int speed,
			@ForAll @DoubleRange(min = 1, max = 300) double pagesPerHour, @ForAll @DoubleRange(max = 1) double share,
			@ForAll @DoubleRange(max = 1) double otherShare) {
		Audio audio = new Audio(minutes, speed);
		int pages = audio.pages(pagesPerHour).value();
		int start = (int) Math.round(share * pages);
		int place = (int) Math.round(otherShare * pages);
		Progress.Scale book = new Progress.Scale(pages, audio, start, place);
		assertThat(book.parseStart(book.show(start))).contains(start);
		assertThat(book.parse(book.show(place))).contains(place);
	}

	@Property(tries = 2000, seed = "20261128")
	void shownTimeIsWithinAPageOfTheTypedOneAndDoesNotChangeWhenTypedAgain(
			@ForAll @IntRange(min = 1, max = Audio.MOST_MINUTES) int minutes,
			@ForAll @IntRange(min = Audio.SLOWEST, max = Audio.FASTEST) int speed,
			@ForAll @DoubleRange(min = 1, max = 300) double pagesPerHour, @ForAll @DoubleRange(max = 1) double share) {
		Audio audio = new Audio(minutes, speed);
		int pages = audio.pages(pagesPerHour).value();
		int typed = (int) Math.round(share * minutes);
		int page = audio.pageAt(typed, pages);
		int shown = audio.minuteOf(page, pages);
		int widest = Math.max(1, (minutes + pages - 1) / pages);
		assertThat(page).isBetween(0, pages);
		assertThat(Math.abs(shown - typed)).isLessThanOrEqualTo(widest);
		assertThat(page == 0).isEqualTo(typed == 0 || (pages == 1 && typed < minutes));
		assertThat(page == pages).isEqualTo(typed == minutes);
		assertThat(audio.minuteOf(audio.pageAt(shown, pages), pages)).isEqualTo(shown);
	}

	@Test
	void onlyTheFirstAndTheLastPageAreShownAsTheStartAndTheEnd() {
		Progress.Scale book = new Progress.Scale(600, new Audio(60, 100), 2, 598);
		assertThat(new String[] { book.show(0), book.show(2), book.show(598), book.show(600) }).containsExactly("0:00",
				"0:01", "0:59", "1:00");
		assertThat(book.parseStart("0:00")).contains(0);
		assertThat(book.parse("1:00")).contains(600);
		assertThat(book.parse("0:59")).contains(598);
		Progress.Scale minute = new Progress.Scale(10, new Audio(1, 100), null, null);
		assertThat(new String[] { minute.show(0), minute.show(4), minute.show(10) }).containsExactly("0:00", "0:00",
				"0:01");
	}

	private static Progress.Scale recording() {
		return new Progress.Scale(363, new Audio(680, 125), null, null);
	}

}
