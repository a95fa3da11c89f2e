package pl.chronobook.reading.web.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.catalog.Book;
import pl.chronobook.reading.statistics.Chronicle;
import pl.chronobook.reading.statistics.Chronicle.BookTally;
import pl.chronobook.reading.statistics.Chronicle.Finished;
import pl.chronobook.reading.statistics.Chronicle.Streak;
import pl.chronobook.reading.statistics.Chronicle.Stretch;
import pl.chronobook.reading.statistics.Period;
import pl.chronobook.reading.statistics.Tally;

/**
 * Shows a {@link Chronicle} in charts and sentences.
 */
final class StatisticsView {

	private static final Map<Period, Integer> WINDOWS = Map.of(Period.DAY, 28, Period.WEEK, 26, Period.MONTH, 24);

	/** The factor above the mean from which a weekday counts as the favourite. */
	private static final double CLEAR = 1.15;

	/** The factor from which a pace counts as changed. */
	private static final double FASTER = 1.1;

	/** The least time in seconds for the pace of a book. */
	private static final long SHORT = 600;

	private static final int BOOKS = 8;

	private final Chronicle chronicle;

	private final Wording wording;

	StatisticsView(Chronicle chronicle, Wording wording) {
		this.chronicle = chronicle;
		this.wording = wording;
	}

	Overview overview(Period by, int back) {
		Tally all = this.chronicle.days().values().stream().reduce(Tally.NONE, Tally::plus);
		return new Overview(facts(all), activity(by, back), heatmap(), rhythm(), finishedByMonth(), years(), paces(),
				all.sessions() > 0, this.chronicle.undated(),
				this.chronicle.to().equals(this.chronicle.today()) ? null : this.wording.day(this.chronicle.to()));
	}

	/**
	 * One year.
	 */
	YearInReview year() {
		LocalDate from = this.chronicle.from();
		LocalDate to = this.chronicle.to();
		int year = from.getYear();
		NavigableSet<Integer> years = this.chronicle.years();
		Tally total = this.chronicle.total(from, to);
		List<Finished> finished = this.chronicle.finished(from, to);
		boolean running = !to.isBefore(this.chronicle.today());
		List<Fact> facts = new ArrayList<>();
		facts.add(count("books", finished.size(), null));
		facts.add(pages(total, finished.size()));
		if (total.sessions() > 0) {
			facts.add(time(total));
			facts.add(count("days", this.chronicle.daysRead(from, to), null));
		}
		return new YearInReview(year, running, facts, running ? null : comparison(year, finished.size(), total),
				finished.stream().map(this::cover).toList(), highlights(finished, total), months(), heatmap(), rhythm(),
				years.lower(year), years.higher(year));
	}

	/**
	 * A chart by its id: of the activity by day, week or month, of the rhythm, of the
	 * months of the span, or of the books finished.
	 */
	Optional<Chart> chart(String id, Period by, int back) {
		return switch (id) {
			case "pages", "time", "pace" -> named(id, activity(by, back).charts());
			case "weekdays", "hours" -> named(id, rhythm());
			case "months" -> heatmapIfRead().map(read -> months());
			case "finished" -> Optional.ofNullable(finishedByMonth());
			default -> Optional.empty();
		};
	}

	private static Optional<Chart> named(String id, List<Chart> charts) {
		return charts.stream().filter(chart -> chart.id().equals(id)).findFirst();
	}

	Optional<Heatmap> heatmapIfRead() {
		return Optional.ofNullable(heatmap());
	}

	Activity activity(Period by, int back) {
		int window = Objects.requireNonNull(WINDOWS.get(by));
		LocalDate present = by.startOf(this.chronicle.today());
		LocalDate oldest = this.chronicle.days().isEmpty() ? present : by.startOf(this.chronicle.days().firstKey());
		int farthest = (int) Math.max(0, by.between(oldest, present) / window);
		int shown = Math.clamp(back, 0, farthest);
		LocalDate start = by.step(present, 1 - (shown + 1L) * window);
		List<Stretch> stretches = this.chronicle.stretches(by, start, window);
		List<Chart> charts = new ArrayList<>();
		if (!this.chronicle.days().isEmpty()) {
			charts.add(pagesChart(by, stretches));
		}
		if (this.chronicle.days().values().stream().anyMatch(tally -> tally.sessions() > 0)) {
			charts.add(timeChart(by, stretches));
			charts.add(paceChart(by, stretches));
		}
		return new Activity(by, shown, charts, this.wording.day(start), this.wording.day(stretches.getLast().to()),
				(shown < farthest) ? shown + 1 : null, (shown > 0) ? shown - 1 : null);
	}

	private List<Fact> facts(Tally all) {
		List<Fact> facts = new ArrayList<>();
		facts.add(count("books", this.chronicle.finished().size() + this.chronicle.undated(), null));
		facts.add(pages(all, this.chronicle.finished().size()));
		if (all.sessions() > 0) {
			facts.add(time(all));
			facts.add(streak(Period.DAY));
		}
		if (!this.chronicle.days().isEmpty()) {
			facts.add(streak(Period.WEEK));
		}
		if (all.sessions() > 0) {
			facts.add(new Fact(this.wording.time(all.longest()), this.wording.text("longest-session"),
					dayOfLongest(this.chronicle.days(), all.longest())));
		}
		return facts;
	}

	private Fact count(String unit, long number, @Nullable String note) {
		return new Fact(this.wording.number(number), this.wording.text("unit." + unit, number), note);
	}

	/**
	 * Shows a dash instead of 0 if there are finished books, but the days of their pages
	 * are unknown.
	 */
	private Fact pages(Tally tally, int finished) {
		if (tally.allPages() < 0.5 && finished > 0) {
			return new Fact("–", this.wording.text("unit.pages", 0L), this.wording.text("pages-unknown"));
		}
		String note = (tally.estimated() < 0.5) ? null
				: (tally.pages() > 0) ? this.wording.text("of-which-estimated", Math.round(tally.estimated()))
						: this.wording.text("all-estimated");
		return count("pages", Math.round(tally.allPages()), note);
	}

	private Fact time(Tally tally) {
		return new Fact(this.wording.time(tally.seconds()), this.wording.text("time"), null);
	}

	/** Returns the present streak, or else the longest one. */
	private Fact streak(Period by) {
		Streak streak = this.chronicle.streak(by, LocalDate.MIN, LocalDate.MAX);
		if (streak.current() > 0) {
			return count("streak." + by, streak.current(), this.wording.text("record." + by, streak.longest()));
		}
		return count("streak." + by, streak.longest(), (streak.longestEnd() != null)
				? this.wording.text("record-until", this.wording.day(streak.longestEnd())) : null);
	}

	private String dayOfLongest(Map<LocalDate, Tally> days, long longest) {
		return days.entrySet()
			.stream()
			.filter(day -> day.getValue().longest() == longest)
			.map(day -> this.wording.day(day.getKey()))
			.findFirst()
			.orElseThrow();
	}

	private Chart pagesChart(Period by, List<Stretch> stretches) {
		String title = highest(stretches, Tally::allPages)
			.map(best -> this.wording.text("best", by.name(), this.wording.stretch(by, best.from()),
					this.wording.pages(best.tally().allPages())))
			.orElseGet(() -> this.wording.text("nothing", by.name()));
		List<Chart.Value> values = stretches.stream()
			.map(stretch -> new Chart.Value(label(by, stretch.from()), stretch.tally().pages(),
					stretch.tally().estimated(), this.wording.number(stretch.tally().allPages())))
			.toList();
		return Chart.columns("pages", title, this.wording.text("pages." + by), values, pagesTable(by, stretches));
	}

	private Chart.Table pagesTable(Period by, List<Stretch> stretches) {
		boolean estimated = stretches.stream().anyMatch(stretch -> stretch.tally().estimated() > 0);
		return table(by, stretches,
				estimated ? this.wording.heads("measured", "estimated") : this.wording.heads("pages"), tally -> {
					String exact = this.wording.number(tally.pages());
					return estimated ? List.of(exact, estimated(tally)) : List.of(exact);
				});
	}

	private String estimated(Tally tally) {
		return (tally.estimated() > 0) ? "≈\u00a0" + this.wording.number(tally.estimated()) : "0";
	}

	private Chart timeChart(Period by, List<Stretch> stretches) {
		String title = highest(stretches, Tally::seconds)
			.map(best -> this.wording.text("most-time", this.wording.stretch(by, best.from()),
					this.wording.time(best.tally().seconds())))
			.orElseGet(() -> this.wording.text("no-sessions", by.name()));
		long longest = stretches.stream().mapToLong(stretch -> stretch.tally().seconds()).max().orElse(0);
		boolean minutes = longest < 2 * 3600;
		List<Chart.Value> values = stretches.stream()
			.map(stretch -> value(label(by, stretch.from()), stretch.tally().seconds() / (minutes ? 60.0 : 3600.0)))
			.toList();
		return Chart.columns("time", title, this.wording.text((minutes ? "minutes." : "hours.") + by), values,
				table(by, stretches, this.wording.heads("time", "sessions"),
						tally -> List.of(this.wording.time(tally.seconds()), this.wording.number(tally.sessions()))));
	}

	private Chart paceChart(Period by, List<Stretch> stretches) {
		List<Chart.Value> values = stretches.stream()
			.map(stretch -> new Chart.Value(label(by, stretch.from()), stretch.tally().pagesPerHour().orElse(0), 0,
					pace(stretch.tally())))
			.toList();
		return Chart.dots("pace", paceTitle(by, stretches), this.wording.text("pace"), values,
				table(by, stretches, this.wording.heads("pages-per-hour"), tally -> List.of(pace(tally))));
	}

	private String pace(Tally tally) {
		OptionalDouble pace = tally.pagesPerHour();
		return pace.isPresent() ? this.wording.number(pace.getAsDouble()) : "–";
	}

	/** Compares the pace of the later half with that of the earlier. */
	private String paceTitle(Period by, List<Stretch> stretches) {
		Tally all = sum(stretches);
		if (all.pagesPerHour().isEmpty()) {
			return this.wording.text("no-sessions", by.name());
		}
		int half = stretches.size() / 2;
		OptionalDouble before = sum(stretches.subList(0, half)).pagesPerHour();
		OptionalDouble after = sum(stretches.subList(half, stretches.size())).pagesPerHour();
		if (before.isPresent() && after.isPresent() && before.getAsDouble() > 0 && after.getAsDouble() > 0) {
			double change = after.getAsDouble() / before.getAsDouble();
			if (change > FASTER || change < 1 / FASTER) {
				return this.wording.text((change > 1) ? "pace.FASTER" : "pace.SLOWER", Math.round(before.getAsDouble()),
						Math.round(after.getAsDouble()));
			}
			return this.wording.text("pace.EVEN", Math.round(all.pagesPerHour().getAsDouble()));
		}
		return this.wording.text("pace.ONE", Math.round(all.pagesPerHour().getAsDouble()));
	}

	private static Tally sum(List<Stretch> stretches) {
		return stretches.stream().map(Stretch::tally).reduce(Tally.NONE, Tally::plus);
	}

	private Chart.Value value(String label, double exact) {
		return new Chart.Value(label, exact, 0, this.wording.amount(exact));
	}

	private Chart.Table table(Period by, List<Stretch> stretches, List<String> heads,
			Function<Tally, List<String>> cells) {
		List<String> all = new ArrayList<>(List.of(this.wording.text("head." + by)));
		all.addAll(heads);
		return new Chart.Table(all, stretches.reversed()
			.stream()
			.map(stretch -> new Chart.Table.Row(this.wording.stretch(by, stretch.from()), cells.apply(stretch.tally())))
			.toList());
	}

	/**
	 * Labels only Mondays, the first week of a month, January and July, which is few
	 * enough for a phone.
	 */
	private String label(Period by, LocalDate start) {
		return switch (by) {
			case DAY -> (start.getDayOfWeek() == DayOfWeek.MONDAY) ? this.wording.shortDay(start) : "";
			case WEEK -> (start.getDayOfMonth() <= 7) ? this.wording.shortMonth(start) : "";
			case MONTH -> (start.getMonthValue() == 1) ? String.valueOf(start.getYear())
					: (start.getMonthValue() == 7) ? this.wording.shortMonth(start) : "";
		};
	}

	private static Optional<Stretch> highest(List<Stretch> stretches, ToDoubleFunction<Tally> measure) {
		return stretches.stream()
			.filter(stretch -> measure.applyAsDouble(stretch.tally()) > 0)
			.reduce((one, other) -> (measure.applyAsDouble(other.tally()) > measure.applyAsDouble(one.tally())) ? other
					: one);
	}

	private @Nullable Heatmap heatmap() {
		return this.chronicle.days().subMap(this.chronicle.from(), true, this.chronicle.to(), true).isEmpty() ? null
				: Heatmap.of(this.chronicle, this.wording);
	}

	/** The share of each weekday and hour; empty without sessions. */
	private List<Chart> rhythm() {
		long seconds = this.chronicle.hours().values().stream().mapToLong(Long::longValue).sum();
		return (seconds > 0) ? List.of(weekdays(), hours()) : List.of();
	}

	private Chart weekdays() {
		Map<DayOfWeek, Tally> tallies = this.chronicle.weekdays();
		Map<DayOfWeek, Long> days = new EnumMap<>(DayOfWeek.class);
		earliest().datesUntil(latest().plusDays(1)).forEach(day -> days.merge(day.getDayOfWeek(), 1L, Long::sum));
		List<Chart.Value> values = new ArrayList<>();
		List<Chart.Table.Row> rows = new ArrayList<>();
		DayOfWeek favourite = DayOfWeek.MONDAY;
		double[] minutes = new double[8];
		for (DayOfWeek weekday : DayOfWeek.values()) {
			Tally tally = tallies.getOrDefault(weekday, Tally.NONE);
			minutes[weekday.getValue()] = tally.seconds() / 60.0 / days.getOrDefault(weekday, 1L);
			favourite = (minutes[weekday.getValue()] > minutes[favourite.getValue()]) ? weekday : favourite;
			String shown = this.wording.number(minutes[weekday.getValue()]);
			values.add(new Chart.Value(this.wording.shortWeekday(weekday), minutes[weekday.getValue()], 0, shown));
			rows.add(new Chart.Table.Row(this.wording.text("weekday." + weekday),
					List.of(shown, this.wording.time(tally.seconds()))));
		}
		double mean = IntStream.rangeClosed(1, 7).mapToDouble(day -> minutes[day]).sum() / 7;
		String title = (minutes[favourite.getValue()] > CLEAR * mean)
				? this.wording.text("favourite-weekday", favourite.name()) : this.wording.text("every-weekday");
		return Chart.columns("weekdays", title, this.wording.text("weekdays"), values,
				new Chart.Table(this.wording.heads("DAY", "mean-minutes", "total"), rows));
	}

	/** Returns the first day of the span, or that of the first reading if it is later. */
	private LocalDate earliest() {
		LocalDate first = this.chronicle.days().firstKey();
		return first.isAfter(this.chronicle.from()) ? first : this.chronicle.from();
	}

	/** Returns the last day of the span, or today if that is earlier. */
	private LocalDate latest() {
		return this.chronicle.to().isAfter(this.chronicle.today()) ? this.chronicle.today() : this.chronicle.to();
	}

	private Chart hours() {
		List<Chart.Value> values = new ArrayList<>();
		List<Chart.Table.Row> rows = new ArrayList<>();
		int favourite = 0;
		for (int hour = 0; hour < 24; hour++) {
			long seconds = this.chronicle.hours().getOrDefault(hour, 0L);
			favourite = (seconds > this.chronicle.hours().getOrDefault(favourite, 0L)) ? hour : favourite;
			values.add(value((hour % 6 == 0) ? "%d:00".formatted(hour) : "", seconds / 3600.0));
			rows.add(new Chart.Table.Row(hours(hour), List.of(this.wording.time(seconds))));
		}
		return Chart.columns("hours", this.wording.text("favourite-hour", hours(favourite)), this.wording.text("hours"),
				values, new Chart.Table(this.wording.heads("session-start", "time"), rows));
	}

	private static String hours(int hour) {
		return "%d:00–%d:00".formatted(hour, (hour + 1) % 24);
	}

	private @Nullable Chart finishedByMonth() {
		LocalDate start = this.chronicle.to().withDayOfMonth(1).minusMonths(11);
		List<Finished> finished = this.chronicle.finished(start, this.chronicle.to());
		if (finished.isEmpty()) {
			return null;
		}
		List<Chart.Value> values = new ArrayList<>();
		List<Chart.Table.Row> rows = new ArrayList<>();
		for (int month = 0; month < 12; month++) {
			LocalDate first = start.plusMonths(month);
			long books = finished.stream().filter(reading -> reading.end().withDayOfMonth(1).equals(first)).count();
			values.add(new Chart.Value(this.wording.shortMonth(first), books, 0, this.wording.number(books)));
			rows.addFirst(new Chart.Table.Row(this.wording.stretch(Period.MONTH, first),
					List.of(this.wording.number(books))));
		}
		return Chart.columns("finished", this.wording.text("finished", finished.size()),
				this.wording.text("finished-by-month"), values,
				new Chart.Table(this.wording.heads("MONTH", "books"), rows));
	}

	private Ranking years() {
		NavigableMap<Integer, Tally> tallies = new TreeMap<>();
		this.chronicle.years()
			.forEach(year -> tallies.put(year,
					this.chronicle.total(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))));
		double highest = tallies.values().stream().mapToDouble(Tally::allPages).max().orElse(0);
		List<Ranking.Row> rows = new ArrayList<>();
		String title = this.wording.text((tallies.size() > 1) ? "several-years" : "one-year");
		for (Map.Entry<Integer, Tally> entry : tallies.descendingMap().entrySet()) {
			int year = entry.getKey();
			Tally tally = entry.getValue();
			int books = this.chronicle.finished(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).size();
			boolean best = highest > 0 && tally.allPages() == highest;
			if (best && tallies.size() > 1) {
				title = this.wording.text("best-year", String.valueOf(year));
			}
			rows.add(new Ranking.Row("/statistics/" + year, String.valueOf(year),
					List.of(this.wording.number(books), this.wording.allPages(tally),
							(tally.seconds() > 0) ? this.wording.time(tally.seconds()) : "–"),
					percent(tally.pages(), highest), percent(tally.estimated(), highest), best));
		}
		return new Ranking(title, this.wording.heads("year", "books", "pages", "time"), rows);
	}

	/** The books read last, by their pace. */
	private @Nullable Ranking paces() {
		List<BookTally> books = this.chronicle.books()
			.stream()
			.filter(book -> book.tally().seconds() >= SHORT && book.tally().pages() > 0)
			.limit(BOOKS)
			.toList();
		if (books.isEmpty()) {
			return null;
		}
		BookTally fastest = Collections.max(books, Comparator.comparingDouble(StatisticsView::pace));
		List<Ranking.Row> rows = books.stream()
			.map(book -> new Ranking.Row("/reading-list/" + book.entry().value(), title(book),
					List.of(this.wording.time(book.tally().seconds()), this.wording.number(pace(book))),
					percent(pace(book), pace(fastest)), 0, book.equals(fastest)))
			.toList();
		String title = (books.size() > 1) ? this.wording.text("fastest", title(fastest), Math.round(pace(fastest)))
				: this.wording.text("pace.ONE", Math.round(pace(fastest)));
		return new Ranking(title, this.wording.heads("book", "time", "pace"), rows);
	}

	private static double pace(BookTally book) {
		return book.tally().pagesPerHour().orElse(0);
	}

	private String title(BookTally book) {
		return this.chronicle.book(book.book()).title();
	}

	private static double percent(double part, double whole) {
		return (whole > 0) ? Math.round(1000 * part / whole) / 10.0 : 0;
	}

	private Cover cover(Finished reading) {
		Book book = this.chronicle.book(reading.book());
		return new Cover(reading.entry().value().toString(), book.id().value().toString(), book.title(),
				this.wording.shortDay(reading.end()));
	}

	private Chart months() {
		List<Stretch> stretches = this.chronicle.stretches(Period.MONTH, this.chronicle.from(), 12);
		String title = highest(stretches, Tally::allPages)
			.map(best -> this.wording.text("best", Period.MONTH.name(), this.wording.stretch(Period.MONTH, best.from()),
					this.wording.pages(best.tally().allPages())))
			.orElseGet(() -> this.wording.text("nothing", Period.MONTH.name()));
		List<Chart.Value> values = stretches.stream()
			.map(stretch -> new Chart.Value(this.wording.shortMonth(stretch.from()), stretch.tally().pages(),
					stretch.tally().estimated(), this.wording.number(stretch.tally().allPages())))
			.toList();
		return Chart.columns("months", title, this.wording.text("pages.MONTH"), values,
				pagesTable(Period.MONTH, stretches));
	}

	/**
	 * Describes how a year that is over differs from the one before, if that is known
	 * from January on.
	 */
	private @Nullable String comparison(int year, int books, Tally total) {
		LocalDate first = LocalDate.of(year - 1, 1, 1);
		if (this.chronicle.days().headMap(first.plusMonths(1)).isEmpty()
				|| !this.chronicle.years().contains(year - 1)) {
			return null;
		}
		LocalDate last = LocalDate.of(year - 1, 12, 31);
		int moreBooks = books - this.chronicle.finished(first, last).size();
		long morePages = Math.round(total.allPages() - this.chronicle.total(first, last).allPages());
		return this.wording.text("than-before", difference("books", moreBooks), difference("pages", morePages),
				String.valueOf(year - 1));
	}

	private String difference(String unit, long more) {
		return this.wording.text(((more < 0) ? "fewer." : "more.") + unit, Math.abs(more));
	}

	private List<Fact> highlights(List<Finished> finished, Tally total) {
		LocalDate from = this.chronicle.from();
		LocalDate to = this.chronicle.to();
		List<Fact> highlights = new ArrayList<>();
		finished.stream()
			.filter(reading -> reading.pages() != null)
			.max(Comparator.comparingInt(reading -> Objects.requireNonNull(reading.pages())))
			.ifPresent(reading -> highlights.add(new Fact(this.chronicle.book(reading.book()).title(),
					this.wording.text("thickest"), this.wording.pages(Objects.requireNonNull(reading.pages())))));
		finished.stream()
			.filter(reading -> reading.start() != null)
			.min(Comparator.comparingLong(StatisticsView::days))
			.ifPresent(reading -> highlights.add(new Fact(this.chronicle.book(reading.book()).title(),
					this.wording.text("quickest"), this.wording.text("within", days(reading)))));
		if (total.sessions() > 0) {
			Map<LocalDate, Tally> days = this.chronicle.days().subMap(from, true, to, true);
			highlights.add(new Fact(this.wording.time(total.longest()), this.wording.text("longest-session"),
					dayOfLongest(days, total.longest())));
			days.entrySet()
				.stream()
				.max(Comparator.comparingDouble(day -> day.getValue().pages()))
				.ifPresent(day -> highlights.add(new Fact(this.wording.pages(day.getValue().pages()),
						this.wording.text("best-day"), this.wording.day(day.getKey()))));
			Streak streak = this.chronicle.streak(Period.DAY, from, to);
			highlights.add(new Fact(this.wording.text("days-in-a-row", streak.longest()),
					this.wording.text("longest-streak"), (streak.longestEnd() != null)
							? this.wording.text("until", this.wording.day(streak.longestEnd())) : null));
		}
		return highlights;
	}

	private static long days(Finished reading) {
		return ChronoUnit.DAYS.between(Objects.requireNonNull(reading.start()), reading.end()) + 1;
	}

	/**
	 * The page of all years.
	 *
	 * @param facts the large numbers
	 * @param activity the reading by day, week or month
	 * @param heatmap the last year; null if nothing was read in it
	 * @param rhythm by weekday and by hour; empty without sessions
	 * @param finished books by month; null if none was finished in the last year
	 * @param years each year with reading, the last first
	 * @param paces the books read last, by pace; null without sessions
	 * @param timed whether there are sessions
	 * @param undated the number of books that were finished on an unknown day
	 * @param until the last day of the last year, if that is not today
	 */
	record Overview(List<Fact> facts, Activity activity, @Nullable Heatmap heatmap, List<Chart> rhythm,
			@Nullable Chart finished, Ranking years, @Nullable Ranking paces, boolean timed, int undated,
			@Nullable String until) {
	}

	/**
	 * The reading of a stretch of time.
	 *
	 * @param by the stretches of which each has a column
	 * @param back the number of windows between this one and the last one
	 * @param charts pages, and with sessions time and pace; none without either
	 * @param from the first day
	 * @param to the last day
	 * @param older {@code back} of the window before; null if there is nothing
	 * @param newer {@code back} of the window after; null for the last one
	 */
	record Activity(Period by, int back, List<Chart> charts, String from, String to, @Nullable Integer older,
			@Nullable Integer newer) {
	}

	/**
	 * The page of one year.
	 *
	 * @param year the year
	 * @param running whether it is not over yet
	 * @param facts the large numbers
	 * @param comparison with the year before; null if that had no reading
	 * @param covers the books finished
	 * @param highlights the most notable facts
	 * @param months pages by month
	 * @param heatmap the year in days; null if books were finished and nothing else
	 * @param rhythm by weekday and by hour; empty without sessions
	 * @param before the year with reading before; null if there is none
	 * @param after the year with reading after; null if there is none
	 */
	record YearInReview(int year, boolean running, List<Fact> facts, @Nullable String comparison, List<Cover> covers,
			List<Fact> highlights, Chart months, @Nullable Heatmap heatmap, List<Chart> rhythm,
			@Nullable Integer before, @Nullable Integer after) {
	}

	/**
	 * A large figure with its name and a note.
	 */
	record Fact(String value, String name, @Nullable String note) {
	}

	/**
	 * Items in a ranking, each with a bar.
	 *
	 * @param title the finding
	 * @param heads the headings of the columns
	 * @param rows one by one
	 */
	record Ranking(String title, List<String> heads, List<Row> rows) {

		/**
		 * A row; the parts of its bar are in per cent of the longest bar.
		 *
		 * @param path its page
		 * @param name its name
		 * @param cells its figures
		 * @param exact the measured part of the bar
		 * @param estimated the estimated part of the bar
		 * @param best whether it is the highest
		 */
		record Row(String path, String name, List<String> cells, double exact, double estimated, boolean best) {
		}

	}

	/**
	 * A finished book.
	 */
	record Cover(String entry, String book, String title, String day) {
	}

}
