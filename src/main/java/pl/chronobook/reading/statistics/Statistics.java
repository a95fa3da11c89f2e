package pl.chronobook.reading.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.Catalog;
import pl.chronobook.identity.Reader;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;
import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.EntryId;
import pl.chronobook.reading.ReadingStatistics;
import pl.chronobook.reading.statistics.Chronicle.BookTally;
import pl.chronobook.reading.statistics.Chronicle.Finished;
import pl.chronobook.reading.statistics.Habits.Group;
import pl.chronobook.reading.statistics.Habits.Waiting;

/**
 * The reading of a reader: from sums by day and book that the database updates with every
 * change of a session, and from finished books. The number of queries does not depend on
 * the history.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Statistics implements ReadingStatistics {

	private static final int DAYS_OF_A_YEAR = 365;

	/** The share of a finished book that its sessions may miss without an estimate. */
	private static final double UNREAD_SHARE = 0.1;

	private final JdbcClient jdbc;

	private final Readers readers;

	private final Catalog catalog;

	private final Clock clock;

	public Statistics(JdbcClient jdbc, Readers readers, Catalog catalog, Clock clock) {
		this.jdbc = jdbc;
		this.readers = readers;
		this.catalog = catalog;
		this.clock = clock;
	}

	/**
	 * Everything, with a closer look at the last 365 days, or at the last 365 before a
	 * pause that is longer.
	 */
	public Chronicle chronicle(ReaderId id) {
		Reader reader = this.readers.get(id);
		LocalDate today = reader.dayOf(this.clock.instant());
		History history = history(reader);
		LocalDate last = history.lastDay();
		LocalDate to = (last == null || last.isAfter(today.minusDays(DAYS_OF_A_YEAR))) ? today : last;
		return history.chronicle(today, to.minusDays(DAYS_OF_A_YEAR - 1), to);
	}

	/** Every day, without a closer look at a span of them: neither hours nor books. */
	public Chronicle days(ReaderId id) {
		Reader reader = this.readers.get(id);
		return history(reader).days(reader.dayOf(this.clock.instant()));
	}

	@Override
	public Figures figures(ReaderId id) {
		Chronicle chronicle = days(id);
		LocalDate today = chronicle.today();
		LocalDate first = chronicle.days().isEmpty() ? today : chronicle.days().firstKey();
		Chronicle.Streak streak = chronicle.streak(Period.DAY, first, today);
		OptionalDouble pace = chronicle.total(today.minusDays(364), today).pagesPerHour();
		return new Figures(today, amount(chronicle, LocalDate.MIN, today),
				amount(chronicle, today.withDayOfYear(1), today), amount(chronicle, today.minusDays(29), today),
				pace.isPresent() ? pace.getAsDouble() : null, streak.current(), streak.longest());
	}

	@Override
	public double pagesBetween(ReaderId reader, LocalDate from, LocalDate to) {
		return this.jdbc.sql("""
				SELECT coalesce(sum(daily.pages), 0)
				FROM reading_days daily JOIN user_tbr_list entry USING (tbr_id, user_id)
				WHERE daily.user_id = ? AND daily.day BETWEEN ? AND ? AND entry.removed_at IS NULL""")
			.params(reader.value(), from, to)
			.query(Double.class)
			.single();
	}

	private static Amount amount(Chronicle chronicle, LocalDate from, LocalDate to) {
		Tally tally = chronicle.total(from, to);
		return new Amount(Math.round(tally.allPages()), tally.seconds() / 60, tally.sessions(),
				chronicle.finished(from, to).size());
	}

	/**
	 * Everything, with a closer look at one year.
	 * @return empty if nothing was read or finished in that year, or there is no such
	 * year
	 */
	public Optional<Chronicle> chronicle(ReaderId id, int year) {
		if (!ChronoField.YEAR.range().isValidValue(year)) {
			return Optional.empty();
		}
		Reader reader = this.readers.get(id);
		return Optional
			.of(history(reader).chronicle(reader.dayOf(this.clock.instant()), LocalDate.of(year, 1, 1),
					LocalDate.of(year, 12, 31)))
			.filter(chronicle -> chronicle.years().contains(year));
	}

	/** Computes the habits from the books that were given up and those that wait. */
	public Habits habits(ReaderId id) {
		Reader reader = this.readers.get(id);
		LocalDate today = reader.dayOf(this.clock.instant());
		List<Group> groups = this.jdbc.sql("""
				SELECT length, count(*) FILTER (WHERE status = 'FINISHED') AS finished,
				       count(*) FILTER (WHERE status = 'ABANDONED') AS abandoned,
				       percentile_cont(0.5) WITHIN GROUP (ORDER BY current_page / page_count::double precision)
				           FILTER (WHERE status = 'ABANDONED' AND current_page > 0) AS read_share,
				       count(*) FILTER (WHERE waited > 0) AS begun,
				       percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) FILTER (WHERE waited > 0) AS waited
				FROM (
				    SELECT CASE WHEN page_count < :medium THEN 'SHORT' WHEN page_count < :long THEN 'MEDIUM'
				             WHEN page_count IS NOT NULL THEN 'LONG' END AS length, status, current_page, page_count,
				           begun.day - (added_at AT TIME ZONE :zone
				               - make_interval(hours => :dayEndsAt))::date AS waited
				    FROM user_tbr_list LEFT JOIN (
				        SELECT tbr_id, min(start_date) AS day FROM reading_log WHERE user_id = :reader GROUP BY tbr_id
				    ) AS begun USING (tbr_id)
				    WHERE user_id = :reader AND removed_at IS NULL) AS entry
				GROUP BY GROUPING SETS ((length), ()) HAVING GROUPING(length) = 1 OR length IS NOT NULL""")
			.param("medium", Length.MEDIUM.from())
			.param("long", Length.LONG.from())
			.param("zone", reader.zone().getId())
			.param("dayEndsAt", reader.dayEndsAt())
			.param("reader", id.value())
			.query(Statistics::group)
			.list();
		List<Waiting> waiting = this.jdbc.sql("""
				SELECT tbr_id, book_id, added_at FROM user_tbr_list
				WHERE user_id = ? AND removed_at IS NULL AND status = 'TBR'
				ORDER BY added_at, position LIMIT ?""")
			.params(id.value(), Habits.LONGEST_WAITING)
			.query((row, number) -> new Waiting(new EntryId(row.getObject("tbr_id", UUID.class)),
					new BookId(row.getObject("book_id", UUID.class)),
					reader.dayOf(row.getObject("added_at", OffsetDateTime.class).toInstant())))
			.list();
		return new Habits(today, groups, waiting,
				this.catalog.find(id, waiting.stream().map(Waiting::book).collect(Collectors.toSet())));
	}

	private static Group group(ResultSet row, int number) throws SQLException {
		String length = row.getString("length");
		return new Group((length != null) ? Length.valueOf(length) : null, row.getInt("finished"),
				row.getInt("abandoned"), row.getObject("read_share", Double.class), row.getInt("begun"),
				row.getObject("waited", Double.class));
	}

	private History history(Reader reader) {
		return new History(reader, bookDays(reader), readings(reader));
	}

	/** The sessions by day and book, from the daily sums that the database maintains. */
	private List<BookDay> bookDays(Reader reader) {
		return this.jdbc
			.sql("""
					SELECT daily.day, daily.tbr_id, entry.book_id, entry.page_count, entry.format, entry.audio_minutes,
					       daily.pages::double precision AS pages, daily.sessions, daily.seconds::double precision AS seconds, daily.longest::double precision AS longest
					FROM reading_days daily JOIN user_tbr_list entry USING (tbr_id, user_id)
					WHERE daily.user_id = ? AND entry.removed_at IS NULL""")
			.param(reader.id().value())
			.query(Statistics::bookDay)
			.list();
	}

	/** The finished books, those without dates too. */
	private List<FinishedReading> readings(Reader reader) {
		return this.jdbc
			.sql("""
					SELECT entry.tbr_id, entry.book_id, entry.page_count, log.start_date, log.end_date
					FROM user_tbr_list entry LEFT JOIN reading_log log
					    ON log.tbr_id = entry.tbr_id AND log.user_id = :reader AND log.completed AND log.end_date IS NOT NULL
					WHERE entry.user_id = :reader AND entry.removed_at IS NULL
					    AND (log.log_id IS NOT NULL OR entry.status = 'FINISHED')
					ORDER BY log.end_date, log.start_date, entry.position""")
			.param("reader", reader.id().value())
			.query(Statistics::reading)
			.list();
	}

	/** The seconds of sessions by the hour in which they began. */
	private SortedMap<Integer, Long> hours(Reader reader, LocalDate from, LocalDate to) {
		SortedMap<Integer, Long> hours = new TreeMap<>();
		this.jdbc
			.sql("""
					SELECT date_part('hour', session.start_time AT TIME ZONE :zone) AS hour,
					       sum(date_part('epoch', session.end_time - session.start_time) - session.paused_seconds) AS seconds
					FROM reading_sessions session JOIN user_tbr_list entry USING (tbr_id, user_id)
					WHERE user_id = :reader AND entry.removed_at IS NULL
					    AND session.start_time >= :from AND session.start_time < :end
					GROUP BY hour""")
			.param("zone", reader.zone().getId())
			.param("reader", reader.id().value())
			.param("from", reader.startOf(from).atOffset(ZoneOffset.UTC))
			.param("end", reader.startOf(to.plusDays(1)).atOffset(ZoneOffset.UTC))
			.query(row -> {
				hours.put(row.getInt("hour"), Math.round(row.getDouble("seconds")));
			});
		return hours;
	}

	private static BookDay bookDay(ResultSet row, int number) throws SQLException {
		String format = row.getString("format");
		return new BookDay(row.getObject("day", LocalDate.class), new EntryId(row.getObject("tbr_id", UUID.class)),
				new BookId(row.getObject("book_id", UUID.class)), row.getObject("page_count", Integer.class),
				(format != null) ? Format.valueOf(format) : null, row.getObject("audio_minutes", Integer.class),
				new Tally(row.getDouble("pages"), 0, Math.round(row.getDouble("seconds")), row.getInt("sessions"),
						Math.round(row.getDouble("longest"))));
	}

	private static FinishedReading reading(ResultSet row, int number) throws SQLException {
		return new FinishedReading(new EntryId(row.getObject("tbr_id", UUID.class)),
				new BookId(row.getObject("book_id", UUID.class)), row.getObject("page_count", Integer.class),
				row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class));
	}

	/**
	 * The reading of a book on a day.
	 */
	private record BookDay(LocalDate day, EntryId entry, BookId book, @Nullable Integer length, @Nullable Format format,
			@Nullable Integer audioMinutes, Tally tally) {
	}

	/**
	 * A finished book, its days as far as they are known.
	 */
	private record FinishedReading(EntryId entry, BookId book, @Nullable Integer pages, @Nullable LocalDate start,
			@Nullable LocalDate end) {
	}

	/**
	 * A change of the estimated pages a day, and of the number of readings behind them.
	 */
	private record Change(double pages, int readings) {

		Change plus(Change other) {
			return new Change(this.pages + other.pages, this.readings + other.readings);
		}

	}

	/**
	 * All data of a reader for a chronicle.
	 */
	private final class History {

		private final Reader reader;

		private final List<BookDay> bookDays;

		private final List<FinishedReading> readings;

		private final NavigableMap<LocalDate, Tally> days = new TreeMap<>();

		History(Reader reader, List<BookDay> bookDays, List<FinishedReading> readings) {
			this.reader = reader;
			this.bookDays = bookDays;
			this.readings = readings;
			bookDays.forEach(read -> this.days.merge(read.day(), read.tally(), Tally::plus));
			estimate();
		}

		@Nullable LocalDate lastDay() {
			return this.days.isEmpty() ? null : this.days.lastKey();
		}

		Chronicle days(LocalDate today) {
			List<Finished> finished = finished();
			return new Chronicle(today, today, today, Collections.unmodifiableNavigableMap(this.days), finished,
					this.readings.size() - finished.size(), Collections.emptySortedMap(), List.of(), Map.of());
		}

		Chronicle chronicle(LocalDate today, LocalDate from, LocalDate to) {
			List<Finished> finished = finished();
			List<BookTally> books = books(from, to);
			Set<BookId> named = new LinkedHashSet<>();
			books.forEach(book -> named.add(book.book()));
			finished.stream()
				.filter(reading -> !reading.end().isBefore(from) && !reading.end().isAfter(to))
				.forEach(reading -> named.add(reading.book()));
			return new Chronicle(today, from, to, Collections.unmodifiableNavigableMap(this.days), finished,
					this.readings.size() - finished.size(), hours(this.reader, from, to), books,
					Statistics.this.catalog.find(this.reader.id(), named));
		}

		private List<Finished> finished() {
			return this.readings.stream()
				.filter(reading -> reading.end() != null)
				.map(reading -> new Finished(reading.entry(), reading.book(), reading.pages(), reading.start(),
						Objects.requireNonNull(reading.end())))
				.toList();
		}

		private List<BookTally> books(LocalDate from, LocalDate to) {
			Map<EntryId, BookTally> books = new HashMap<>();
			this.bookDays.stream()
				.filter(read -> !read.day().isBefore(from) && !read.day().isAfter(to))
				.map(read -> new BookTally(read.entry(), read.book(), read.length(), read.format(), read.audioMinutes(),
						read.tally(), read.day()))
				.forEach(book -> books.merge(book.entry(), book, BookTally::plus));
			return books.values()
				.stream()
				.sorted(Comparator.comparing(BookTally::last)
					.reversed()
					.thenComparing(book -> book.entry().value().toString()))
				.toList();
		}

		/**
		 * Spreads what sessions leave of finished books. Readings may last for decades,
		 * so the days are walked once for all of them.
		 */
		private void estimate() {
			Map<EntryId, List<BookDay>> read = this.bookDays.stream().collect(Collectors.groupingBy(BookDay::entry));
			NavigableMap<LocalDate, Change> changes = new TreeMap<>();
			for (FinishedReading reading : this.readings) {
				LocalDate start = reading.start();
				LocalDate end = reading.end();
				if (start == null || end == null || reading.pages() == null) {
					continue;
				}
				double left = reading.pages() - read.getOrDefault(reading.entry(), List.of())
					.stream()
					.filter(part -> !part.day().isBefore(start) && !part.day().isAfter(end))
					.mapToDouble(part -> part.tally().pages())
					.sum();
				if (left > UNREAD_SHARE * reading.pages()) {
					LocalDate after = end.plusDays(1);
					double daily = left / (after.toEpochDay() - start.toEpochDay());
					changes.merge(start, new Change(daily, 1), Change::plus);
					changes.merge(after, new Change(-daily, -1), Change::plus);
				}
			}
			Change level = new Change(0, 0);
			for (Map.Entry<LocalDate, Change> change : changes.entrySet()) {
				level = level.plus(change.getValue());
				Map.Entry<LocalDate, Change> next = changes.higherEntry(change.getKey());
				if (level.readings() > 0 && next != null) {
					Tally tally = Tally.ofEstimate(level.pages());
					change.getKey().datesUntil(next.getKey()).forEach(day -> this.days.merge(day, tally, Tally::plus));
				}
				else {
					level = new Change(0, 0);
				}
			}
		}

	}

}
