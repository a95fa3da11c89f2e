package pl.chronobook.reading.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

import pl.chronobook.TestBooks;
import pl.chronobook.TestReaders;
import pl.chronobook.WebTest;
import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.PageCount;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.BatchId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingArchive;
import pl.chronobook.reading.ReadingArchive.ArchivedBook;
import pl.chronobook.reading.ReadingStatus;
import pl.chronobook.reading.SessionRecord;
import pl.chronobook.reading.archive.JdbcReadingArchive;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The statements that change thousands of entries at once follow the same rules as
 * {@link ListEntry} does for one: both are applied to the same random entries.
 */
@WebTest
class BulkRulesTests {

	private static final int BOOKS = 150;

	private static final List<ReadingStatus> STATUSES = List.of(ReadingStatus.values());

	private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");

	@Autowired
	private ReadingArchive archive;

	@Autowired
	private ListEntries entries;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcClient jdbc;

	private final Random random = new Random(20270314);

	private ReaderId reader;

	@BeforeEach
	void listRandomBooks() {
		this.reader = TestReaders.create(this.jdbc);
		for (int i = 0; i < BOOKS; i++) {
			Integer length = this.random.nextBoolean() ? 1 + this.random.nextInt(600) : null;
			EntryId entry = TestBooks.onList(this.jdbc, this.reader, "Tom " + i, length);
			int page = this.random.nextInt((length != null) ? length + 1 : 600);
			boolean marked = page > 0 || this.random.nextBoolean();
			ReadingStatus status = STATUSES.get(this.random.nextInt(STATUSES.size()));
			this.jdbc.sql("""
					UPDATE user_tbr_list SET status = :status, current_page = :page, page_mark = :page,
					  marked_at = :markedAt::timestamptz WHERE tbr_id = :entry""")
				.param("status", status.name())
				.param("page", page)
				.param("markedAt", marked ? at(this.random.nextInt(100)).toString() : null)
				.param("entry", entry.value())
				.update();
		}
	}

	/** The statement in question is in {@link JdbcReadingArchive#add}. */
	@Test
	void importedSessionsSettleTheCurrentPageAsASingleSessionDoes() {
		List<ArchivedBook> history = new ArrayList<>();
		Map<UUID, ListEntry.@Nullable PageMark> last = new TreeMap<>();
		for (ListEntry entry : stored().values()) {
			List<SessionRecord> sessions = IntStream.range(0, this.random.nextInt(4)).mapToObj(i -> session()).toList();
			history.add(new ArchivedBook(entry.book(), entry.status(), entry.length(), entry.currentPage(),
					entry.addedAt(), List.of(), sessions));
			sessions.stream()
				.filter(session -> session.toPage() != null)
				.max(Comparator.comparing(SessionRecord::end).thenComparing(SessionRecord::start))
				.ifPresent(session -> last.put(entry.id().value(),
						new ListEntry.PageMark(session.toPage(), session.end())));
		}
		Map<UUID, ListEntry> expected = stored();
		expected.forEach((id, entry) -> entry.settle(last.get(id)));

		this.archive.add(this.reader, history, new BatchId(UUID.randomUUID()), done -> {
		});

		assertThat(last).hasSizeGreaterThan(BOOKS / 3);
		assertThat(pages(stored())).isEqualTo(pages(expected));
	}

	@Test
	void lengthsFilledInTogetherCountAsOneCorrectedByHand() {
		Map<UUID, ListEntry> expected = stored();
		Map<BookId, PageCount> lengths = expected.values()
			.stream()
			.filter(entry -> this.random.nextInt(4) > 0)
			.collect(Collectors.toMap(ListEntry::book, entry -> new PageCount(1 + this.random.nextInt(600))));
		long fitting = expected.values()
			.stream()
			.filter(entry -> entry.length() == null && lengths.containsKey(entry.book())
					&& entry.currentPage() <= lengths.get(entry.book()).value())
			.peek(entry -> entry.correctPageCount(lengths.get(entry.book())))
			.count();

		int filled = this.archive.fillLengths(this.reader, lengths, "długość założona");

		assertThat(filled).isEqualTo((int) fitting).isGreaterThan(10);
		Map<UUID, ListEntry> found = stored();
		assertThat(pages(found)).isEqualTo(pages(expected));
		found.forEach((id, entry) -> {
			assertThat(entry.length()).isEqualTo(expected.get(id).length());
			assertThat(entry.version()).as("a form that is open meanwhile stays good")
				.isEqualTo(expected.get(id).version());
		});
	}

	@Test
	void aRemovedSessionKeepsEveryColumnOfASession() {
		assertThat(columns("reading_sessions"))
			.containsExactlyInAnyOrder(StringUtils.tokenizeToStringArray(Sessions.COLUMNS, ","));
		assertThat(columns("removed_sessions"))
			.containsExactlyInAnyOrder(StringUtils.tokenizeToStringArray(Sessions.COLUMNS + ",removed_at", ","));
	}

	private List<String> columns(String table) {
		return this.jdbc.sql("SELECT column_name FROM information_schema.columns WHERE table_name = ?")
			.param(table)
			.query(String.class)
			.list();
	}

	private SessionRecord session() {
		Instant end = at(this.random.nextInt(100));
		boolean measured = this.random.nextInt(4) > 0;
		int from = this.random.nextInt(500);
		int to = from + this.random.nextInt(100);
		return new SessionRecord(end.minus(Duration.ofMinutes(1 + this.random.nextInt(1_000))), end, to - from,
				Duration.ZERO, measured ? from : null, measured ? to : null, null);
	}

	private static Instant at(int hours) {
		return START.plus(Duration.ofHours(hours));
	}

	private Map<UUID, ListEntry> stored() {
		return this.transaction.execute(status -> this.entries.findByUserIdOrderByPosition(this.reader.value())
			.stream()
			.collect(Collectors.toMap(entry -> entry.id().value(), entry -> entry, (one, other) -> one, TreeMap::new)));
	}

	/** Returns the current page and the mark of each entry. */
	private static Map<UUID, String> pages(Map<UUID, ListEntry> entries) {
		Map<UUID, String> pages = new TreeMap<>();
		entries.forEach((id, entry) -> pages.put(id,
				entry.status() + " at " + entry.currentPage() + ", " + entry.mark().map(ListEntry.PageMark::page)));
		return pages;
	}

}
