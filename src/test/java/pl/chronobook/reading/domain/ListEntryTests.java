package pl.chronobook.reading.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.ImpossibleDatesException;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingArchive.ArchivedReading;
import pl.chronobook.reading.ReadingDates;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class ListEntryTests {

	private static final LocalDate DAY = LocalDate.of(2027, 3, 14);

	private static final Instant NOW = Instant.parse("2027-03-14T12:00:00Z");

	private final ListEntry entry = entry(300);

	@Test
	void startIsIdempotent() {
		this.entry.start(DAY, NOW);
		this.entry.start(DAY.plusDays(3), NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
		assertThat(this.entry.readThroughs()).singleElement()
			.extracting(ReadThrough::dates)
			.isEqualTo(new ReadingDates(DAY, null));
	}

	@Test
	void finishingClosesTheOpenReadingAndReachesTheLastPage() {
		this.entry.start(DAY, NOW);
		this.entry.finish(null, DAY.plusDays(9), NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(this.entry.currentPage()).isEqualTo(300);
		assertThat(this.entry.finishedOn()).contains(DAY.plusDays(9));
		assertThat(this.entry.readThroughs()).singleElement()
			.extracting(ReadThrough::dates)
			.isEqualTo(new ReadingDates(DAY, DAY.plusDays(9)));
	}

	@Test
	void finishedReadingNeedsNoStartDate() {
		this.entry.finish(null, LocalDate.of(2001, 5, 1), NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.FINISHED);
	}

	@Test
	void finishBeforeTheStartIsRefusedWithoutAChange() {
		this.entry.start(DAY, NOW);
		assertThatExceptionOfType(ImpossibleDatesException.class)
			.isThrownBy(() -> this.entry.finish(null, DAY.minusDays(1), NOW));
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
	}

	@Test
	void aSecondFinishOnTheSameDayIsRefused() {
		this.entry.finish(null, DAY, NOW);
		assertThatExceptionOfType(ImpossibleDatesException.class).isThrownBy(() -> this.entry.finish(null, DAY, NOW));
		assertThat(this.entry.readThroughs()).hasSize(1);
	}

	@Test
	void readingAgainStartsAtPageZeroAndKeepsTheFirstReading() {
		this.entry.finish(null, DAY, NOW);
		this.entry.start(DAY.plusDays(30), NOW);
		assertThat(this.entry.currentPage()).isZero();
		assertThat(this.entry.readThroughs()).extracting(ReadThrough::dates)
			.containsExactly(new ReadingDates(DAY.plusDays(30), null), new ReadingDates(null, DAY));
	}

	@Test
	void aPageBeyondTheLastIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.entry.moveTo(301, DAY, NOW));
		assertThatIllegalArgumentException().isThrownBy(() -> this.entry.moveTo(-1, DAY, NOW));
	}

	@Test
	void progressInAWaitingBookStartsIt() {
		this.entry.moveTo(20, DAY, NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
		assertThat(this.entry.percent()).isEqualTo(6);
	}

	@Test
	void aShorterEditionMovesTheCurrentPageToItsLast() {
		this.entry.moveTo(250, DAY, NOW);
		this.entry.correctPageCount(new PageCount(200));
		assertThat(this.entry.currentPage()).isEqualTo(200);
	}

	@Test
	void givingUpKeepsThePageAndClosesTheReading() {
		this.entry.moveTo(50, DAY, NOW);
		this.entry.abandon(DAY.plusDays(2));
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.ABANDONED);
		assertThat(this.entry.currentPage()).isEqualTo(50);
		assertThat(this.entry.finishedOn()).isEmpty();
		assertThat(this.entry.openReadThrough()).isEmpty();
	}

	@Test
	void givingUpTwiceOnOneDayLeavesOneReading() {
		this.entry.start(DAY, NOW);
		this.entry.abandon(DAY);
		this.entry.start(DAY, NOW);
		this.entry.abandon(DAY);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.ABANDONED);
		assertThat(this.entry.readThroughs()).hasSize(1);
	}

	@Test
	void givingUpARereadingOnTheDayOfTheFinishKeepsTheFinish() {
		this.entry.finish(null, DAY, NOW);
		this.entry.start(DAY, NOW);
		this.entry.abandon(DAY);
		assertThat(this.entry.readThroughs()).singleElement().extracting(ReadThrough::isCompleted).isEqualTo(true);
	}

	@Test
	void aBookGivenUpByMistakeCanBeFinishedOnTheSameDay() {
		this.entry.start(DAY.minusDays(5), NOW);
		this.entry.abandon(DAY);
		this.entry.start(DAY, NOW);
		this.entry.finish(null, DAY, NOW);
		assertThat(this.entry.finishedOn()).contains(DAY);
		assertThat(this.entry.readThroughs()).singleElement()
			.extracting(ReadThrough::dates)
			.isEqualTo(new ReadingDates(DAY.minusDays(5), DAY));
	}

	@Test
	void reopenedAbandonedReadingCanBeFinished() {
		this.entry.start(DAY, NOW);
		this.entry.abandon(DAY.plusDays(1));
		this.entry.change(this.entry.readThroughs().getFirst(), new ReadingDates(DAY, null), NOW);
		this.entry.finish(null, DAY.plusDays(7), NOW);
		assertThat(this.entry.finishedOn()).contains(DAY.plusDays(7));
	}

	@Test
	void puttingABookBackDeletesItsUnfinishedReading() {
		this.entry.start(DAY, NOW);
		this.entry.putBack(NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.TBR);
		assertThat(this.entry.readThroughs()).isEmpty();
	}

	@Test
	void removingTheOnlyReadingMakesTheBookUnread() {
		this.entry.finish(null, DAY, NOW);
		this.entry.forget(this.entry.readThroughs().getFirst(), NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.TBR);
		assertThat(this.entry.currentPage()).isZero();
	}

	@Test
	void clearingTheEndReopensTheReading() {
		this.entry.finish(DAY, DAY.plusDays(3), NOW);
		this.entry.change(this.entry.readThroughs().getFirst(), new ReadingDates(DAY, null), NOW);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
	}

	@Test
	void anImportFillsGapsAndNeverOverwrites() {
		ListEntry untouched = entry(null);
		ArchivedBook archived = new ArchivedBook(untouched.book(), ReadingStatus.FINISHED, new PageCount(320), 320,
				Instant.EPOCH, List.of(new ArchivedReading(new ReadingDates(null, DAY), true)), List.of());
		assertThat(untouched.fillGaps(archived, NOW).added()).hasSize(1);
		assertThat(untouched.status()).isEqualTo(ReadingStatus.FINISHED);
		assertThat(untouched.pageCount()).isEqualTo(320);
		assertThat(untouched.fillGaps(archived, NOW).added()).isEmpty();

		this.entry.moveTo(50, DAY, NOW);
		assertThat(this.entry.fillGaps(archived, NOW).added()).hasSize(1);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
		assertThat(this.entry.pageCount()).isEqualTo(300);
		assertThat(this.entry.currentPage()).isEqualTo(50);
	}

	@Test
	void oneReadingFromTwoSourcesIsNotDoubled() {
		ListEntry known = entry(320);
		known.fillGaps(read(new ReadingDates(null, DAY), true), NOW);
		assertThat(known.fillGaps(read(new ReadingDates(DAY.minusDays(9), DAY.plusDays(3)), true), NOW))
			.extracting(gain -> gain.added().size(), gain -> gain.completed().size())
			.containsExactly(0, 1);
		assertThat(known.readThroughs()).extracting(ReadThrough::dates)
			.containsExactly(new ReadingDates(DAY.minusDays(9), DAY));
		assertThat(known.fillGaps(read(new ReadingDates(null, DAY.plusDays(8)), true), NOW).added()).hasSize(1);
	}

	@Test
	void datesWithoutEvidenceAreReplacedAndNeverAddAReading() {
		ListEntry known = entry(320);
		known.fillGaps(read(new ReadingDates(null, DAY), false), NOW);
		assertThat(known.fillGaps(read(new ReadingDates(null, DAY.minusYears(1)), false), NOW).added()).isEmpty();
		known.fillGaps(read(new ReadingDates(DAY.minusDays(100), DAY.minusDays(90)), true), NOW);
		assertThat(known.readThroughs()).extracting(ReadThrough::dates, ReadThrough::isEvidence)
			.containsExactly(tuple(new ReadingDates(DAY.minusDays(100), DAY.minusDays(90)), true));
		assertThat(known.fillGaps(read(new ReadingDates(null, DAY), false), NOW).added()).isEmpty();
	}

	@Test
	void importedSittingsMoveThePageForwardUnlessItWasSetLater() {
		this.entry.start(DAY, NOW);
		this.entry.readFurther(readTo(120, new ReadingDates(DAY.minusDays(1), null)), NOW);
		assertThat(this.entry.currentPage()).isEqualTo(120);
		this.entry.readFurther(readTo(90, new ReadingDates(DAY, null)), NOW.plusSeconds(60));
		assertThat(this.entry.currentPage()).isEqualTo(120);
		this.entry.moveTo(100, DAY, NOW.plusSeconds(600));
		this.entry.readFurther(readTo(130, new ReadingDates(DAY, null)), NOW.plusSeconds(300));
		assertThat(this.entry.currentPage()).isEqualTo(100);
		this.entry.readFurther(readTo(500, new ReadingDates(DAY, DAY.plusDays(2))), NOW.plusSeconds(900));
		assertThat(this.entry.currentPage()).isEqualTo(300);
		assertThat(this.entry.status()).isEqualTo(ReadingStatus.READING);
	}

	@Test
	void sittingsOfAnotherReadingOrOfABookNotBeingReadLeaveThePage() {
		this.entry.readFurther(readTo(120, new ReadingDates(DAY, null)), NOW);
		assertThat(this.entry.currentPage()).isZero();
		this.entry.start(DAY, NOW);
		this.entry.readFurther(readTo(300, new ReadingDates(DAY.minusYears(2), DAY.minusYears(1))), NOW);
		assertThat(this.entry.currentPage()).isZero();
		this.entry.remove(NOW);
		this.entry.readFurther(readTo(120, new ReadingDates(DAY, null)), NOW);
		assertThat(this.entry.currentPage()).isZero();
	}

	@Test
	void aBookBegunAndEndedOnOneDayWasReadOnce() {
		this.entry.start(DAY, NOW);
		assertThat(this.entry.fillGaps(readTo(300, new ReadingDates(DAY, DAY)), NOW).added()).isEmpty();
		this.entry.finish(null, DAY, NOW);
		assertThat(this.entry.readThroughs()).hasSize(1);
	}

	@Test
	void thePageOfAnImportHasTheTimeOfItsLastSitting() {
		SessionRecord sitting = new SessionRecord(NOW.minusSeconds(9_000), NOW.minusSeconds(7_200), 40);
		this.entry.fillGaps(new ArchivedBook(this.entry.book(), ReadingStatus.READING, null, 40, NOW,
				List.of(new ArchivedReading(new ReadingDates(DAY, null), true)), List.of(sitting)), NOW);
		assertThat(this.entry.mark()).contains(new ListEntry.PageMark(40, NOW.minusSeconds(7_200)));
	}

	private static ArchivedBook readTo(int page, ReadingDates dates) {
		return new ArchivedBook(new BookId(UUID.randomUUID()),
				(dates.end() != null) ? ReadingStatus.FINISHED : ReadingStatus.READING, new PageCount(500), page,
				Instant.EPOCH, List.of(new ArchivedReading(dates, true)), List.of());
	}

	private static ArchivedBook read(ReadingDates dates, boolean evidence) {
		return new ArchivedBook(new BookId(UUID.randomUUID()), ReadingStatus.FINISHED, new PageCount(320), 320,
				Instant.EPOCH, List.of(new ArchivedReading(dates, true, evidence)), List.of());
	}

	private static ListEntry entry(Integer pages) {
		return new ListEntry(new ReaderId(UUID.randomUUID()), new BookId(UUID.randomUUID()),
				(pages != null) ? new PageCount(pages) : null, 1, Instant.EPOCH);
	}

}
