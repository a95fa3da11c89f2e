package pl.chronobook.transfer.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.transfer.history.BookDraft;
import pl.chronobook.transfer.history.ImportedBook;

import static org.assertj.core.api.Assertions.assertThat;

class DemoHistoryTests {

	private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

	static Stream<LocalDate> days() {
		return Stream.iterate(LocalDate.of(2026, 11, 22), day -> day.plusDays(13)).limit(30);
	}

	@ParameterizedTest
	@MethodSource("days")
	void demoReaderIsPlausibleForAnyStartTime(LocalDate today) {
		List<ImportedBook> books = new DemoHistory(20_270_009, today, WARSAW).books();
		Map<ReadingStatus, Long> places = books.stream()
			.collect(Collectors.groupingBy(ImportedBook::status, Collectors.counting()));
		assertThat(places.get(ReadingStatus.FINISHED)).isBetween(32L, 38L);
		assertThat(places.get(ReadingStatus.READING)).isBetween(1L, 2L);
		assertThat(places.get(ReadingStatus.ABANDONED)).isEqualTo(1);
		assertThat(places.get(ReadingStatus.TBR)).isBetween(12L, 18L);
		List<SessionRecord> sessions = sessions(books);
		assertThat(sessions).hasSizeBetween(500, 750);
		Instant last = sessions.getLast().end();
		assertThat(LocalDate.ofInstant(last, WARSAW)).isBetween(today.minusDays(5), today.minusDays(1));
		long days = sessions.stream().map(session -> LocalDate.ofInstant(session.start(), WARSAW)).distinct().count();
		assertThat(days).isBetween(350L, 520L);
	}

	@Test
	void demoSessionsDoNotOverlap() {
		List<SessionRecord> sessions = sessions(
				new DemoHistory(20_270_009, LocalDate.of(2026, 11, 22), WARSAW).books());
		for (int i = 1; i < sessions.size(); i++) {
			assertThat(sessions.get(i).start()).isAfterOrEqualTo(sessions.get(i - 1).end());
		}
		assertThat(sessions).noneMatch(BookDraft::isFast).noneMatch(BookDraft::isLong);
	}

	@Test
	void sameSeedMakesTheSameHistory() {
		LocalDate today = LocalDate.of(2026, 11, 22);
		assertThat(new DemoHistory(1, today, WARSAW).books()).isEqualTo(new DemoHistory(1, today, WARSAW).books())
			.isNotEqualTo(new DemoHistory(2, today, WARSAW).books());
	}

	private static List<SessionRecord> sessions(List<ImportedBook> books) {
		return books.stream()
			.flatMap(book -> book.sessions().stream())
			.sorted(Comparator.comparing(SessionRecord::start))
			.toList();
	}

}
