package pl.chronobook.reading.web.statistics;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.reading.BookDetails.Format;
import pl.chronobook.reading.statistics.Chronicle.BookTally;
import pl.chronobook.reading.statistics.Habits;
import pl.chronobook.reading.statistics.Habits.Group;
import pl.chronobook.reading.statistics.Length;
import pl.chronobook.reading.statistics.Tally;

/**
 * Answers questions about a reader's books, each in a sentence with a chart. A question
 * is left out if the data is too small to answer it.
 *
 * @param charts the answers with a chart
 * @param neverGivesUp a sentence for a reader who gave no book up; null for others
 * @param waiting the books that have waited longest and are not begun yet
 */
record HabitsView(List<Chart> charts, @Nullable String neverGivesUp, List<WaitingBook> waiting) {

	/** The ids of the charts. */
	static final Set<String> IDS = Set.of("given-up", "waits", "paces", "formats");

	/** The fewest books from which a share or a median is shown. */
	private static final int ENOUGH = 5;

	/** The fewest books of a length that are shown apart. */
	private static final int ENOUGH_OF_LENGTH = 3;

	/** The number of books below which the answer is called a first impression. */
	private static final int FEW = 20;

	/** The factor from which lengths count as different. */
	private static final double CLEAR = 1.15;

	/** The least time in seconds for the pace of a length or a format. */
	private static final long LONG_ENOUGH = 2 * 3600;

	/** The least number of days for which a book is said to wait. */
	private static final long LONG_WAIT = 30;

	static HabitsView of(Habits habits, List<BookTally> books, Wording wording) {
		List<Chart> charts = new ArrayList<>();
		givenUp(habits, wording).ifPresent(charts::add);
		waits(habits, wording).ifPresent(charts::add);
		paces(books, wording).ifPresent(charts::add);
		formats(books, wording).ifPresent(charts::add);
		Group all = habits.all();
		String never = (all.abandoned() == 0 && all.finished() >= ENOUGH)
				? wording.text("habits.never-gives-up", all.finished()) : null;
		return new HabitsView(charts, never,
				habits.waiting()
					.stream()
					.filter(waiting -> ChronoUnit.DAYS.between(waiting.since(), habits.today()) >= LONG_WAIT)
					.map(waiting -> new WaitingBook(waiting.entry().value().toString(),
							habits.book(waiting.book()).title(), wording.day(waiting.since()),
							wording.text("habits.days", ChronoUnit.DAYS.between(waiting.since(), habits.today()))))
					.toList());
	}

	/** The chart with an id, if its question is answered. */
	Optional<Chart> chart(String id) {
		return this.charts.stream().filter(chart -> chart.id().equals(id)).findFirst();
	}

	private static Optional<Chart> givenUp(Habits habits, Wording wording) {
		Group all = habits.all();
		List<Group> groups = groups(habits, group -> group.ended() >= ENOUGH_OF_LENGTH);
		if (all.abandoned() == 0 || all.ended() < ENOUGH || groups.isEmpty()) {
			return Optional.empty();
		}
		Group most = highest(groups, Group::abandonedShare);
		boolean stands = groups.size() > 1 && most.ended() >= ENOUGH && most.abandoned() >= ENOUGH_OF_LENGTH
				&& most.abandonedShare() > CLEAR * all.abandonedShare();
		String title = stands
				? wording.text("habits.given-up.length", length(most).name(), most.abandoned(), most.ended())
				: wording.text("habits.given-up", all.abandoned(), all.ended());
		Double read = all.readShare();
		String note = wording.text("habits.given-up.note") + ((read != null && all.abandoned() >= ENOUGH_OF_LENGTH)
				? " " + wording.text("habits.given-up.read", percent(read)) : "") + few(all.ended(), wording);
		return Optional.of(chart("given-up", title, note, groups, group -> 100 * group.abandonedShare(),
				group -> percent(group.abandonedShare()) + "%",
				new Chart.Table(wording.heads("length", "given-up", "read"),
						groups.stream()
							.map(group -> new Chart.Table.Row(label(group, wording),
									List.of(wording.number(group.abandoned()), wording.number(group.finished()))))
							.toList()),
				wording));
	}

	private static Optional<Chart> waits(Habits habits, Wording wording) {
		Group all = habits.all();
		List<Group> groups = groups(habits, group -> group.begun() >= ENOUGH_OF_LENGTH);
		if (all.begun() < ENOUGH || groups.isEmpty()) {
			return Optional.empty();
		}
		Group most = highest(groups, HabitsView::waited);
		boolean stands = groups.size() > 1 && most.begun() >= ENOUGH && waited(most) > CLEAR * waited(all);
		String title = stands ? wording.text("habits.waits.length", length(most).name(), Math.round(waited(most)))
				: wording.text("habits.waits", Math.round(waited(all)));
		return Optional.of(chart("waits", title, wording.text("habits.waits.note") + few(all.begun(), wording), groups,
				HabitsView::waited, group -> wording.number(waited(group)),
				new Chart.Table(wording.heads("length", "usual-days", "books"),
						groups.stream()
							.map(group -> new Chart.Table.Row(label(group, wording),
									List.of(wording.number(waited(group)), wording.number(group.begun()))))
							.toList()),
				wording));
	}

	/** The pace by length, over the books with sessions in the span of the statistics. */
	private static Optional<Chart> paces(List<BookTally> books, Wording wording) {
		Map<Length, Tally> tallies = new EnumMap<>(Length.class);
		Map<Length, Integer> counts = new EnumMap<>(Length.class);
		for (BookTally book : books) {
			if (book.length() != null && book.tally().seconds() > 0) {
				Length length = Length.of(Objects.requireNonNull(book.length()));
				tallies.merge(length, book.tally(), Tally::plus);
				counts.merge(length, 1, Integer::sum);
			}
		}
		tallies.values().removeIf(tally -> tally.seconds() < LONG_ENOUGH);
		if (tallies.size() < 2) {
			return Optional.empty();
		}
		Comparator<Map.Entry<Length, Tally>> byPace = Comparator.comparingDouble(entry -> pace(entry.getValue()));
		Map.Entry<Length, Tally> fastest = tallies.entrySet().stream().max(byPace).orElseThrow();
		Map.Entry<Length, Tally> slowest = tallies.entrySet().stream().min(byPace).orElseThrow();
		String title = (pace(fastest.getValue()) > CLEAR * pace(slowest.getValue()))
				? wording.text("habits.paces.differ", fastest.getKey().name(), slowest.getKey().name(),
						Math.round(pace(fastest.getValue())), Math.round(pace(slowest.getValue())))
				: wording.text("habits.paces.even",
						Math.round(pace(tallies.values().stream().reduce(Tally.NONE, Tally::plus))));
		int counted = tallies.keySet().stream().mapToInt(counts::get).sum();
		List<Chart.Value> values = new ArrayList<>();
		List<Chart.Table.Row> rows = new ArrayList<>();
		tallies.forEach((length, tally) -> {
			String name = wording.text("habits.length." + length);
			values.add(new Chart.Value(name, pace(tally), 0, wording.number(pace(tally))));
			rows.add(new Chart.Table.Row(name, List.of(wording.number(pace(tally)), wording.time(tally.seconds()),
					wording.number(Objects.requireNonNull(counts.get(length))))));
		});
		return Optional.of(Chart.columns("paces", title, wording.text("habits.paces.note") + few(counted, wording),
				values, new Chart.Table(wording.heads("length", "pace", "time", "books"), rows)));
	}

	/**
	 * The pace by format, over the books with sessions in the span of the statistics.
	 * Audiobooks without a known recording are left out, because their pages say nothing
	 * of what was heard.
	 */
	private static Optional<Chart> formats(List<BookTally> books, Wording wording) {
		Map<Format, FormatTally> tallies = new EnumMap<>(Format.class);
		for (BookTally book : books) {
			Format format = book.format();
			if (format != null && (format != Format.AUDIO || book.heardSeconds().isPresent())) {
				tallies.merge(format, new FormatTally(book.tally(), book.heardSeconds().orElse(0), 1),
						FormatTally::plus);
			}
		}
		tallies.values().removeIf(format -> format.tally().seconds() < LONG_ENOUGH);
		if (tallies.size() < 2) {
			return Optional.empty();
		}
		List<Chart.Value> values = new ArrayList<>();
		List<Chart.Table.Row> rows = new ArrayList<>();
		tallies.forEach((format, read) -> {
			String name = wording.text("habits.format." + format);
			String shown = (format == Format.AUDIO) ? wording.time(Math.round(read.heardPerHour()))
					: wording.number(read.pace());
			values.add(new Chart.Value(name, read.pace(), 0, shown));
			rows.add(new Chart.Table.Row(name,
					List.of((format == Format.AUDIO) ? wording.text("habits.formats.recording", shown)
							: wording.pages(read.pace()), wording.time(read.tally().seconds()),
							wording.number(read.books()))));
		});
		int counted = tallies.values().stream().mapToInt(FormatTally::books).sum();
		String note = wording.text("habits.formats.note")
				+ (tallies.containsKey(Format.AUDIO) ? " " + wording.text("habits.formats.note.audio") : "")
				+ few(counted, wording);
		return Optional.of(Chart.columns("formats", formatsTitle(tallies, wording), note, values,
				new Chart.Table(Stream.of("format", "hour", "time", "books")
					.map(head -> wording.text("habits.formats.head." + head))
					.toList(), rows)));
	}

	/**
	 * The finding: the formats that are read compared with each other, or else the one
	 * beside the audiobooks.
	 */
	private static String formatsTitle(Map<Format, FormatTally> tallies, Wording wording) {
		FormatTally paper = tallies.get(Format.PAPER);
		FormatTally ebook = tallies.get(Format.EBOOK);
		if (paper != null && ebook != null) {
			boolean onPaper = paper.pace() >= ebook.pace();
			FormatTally fast = onPaper ? paper : ebook;
			FormatTally slow = onPaper ? ebook : paper;
			return (fast.pace() > CLEAR * slow.pace())
					? wording.text("habits.formats.differ", onPaper ? Format.PAPER : Format.EBOOK,
							Math.round(fast.pace()), Math.round(slow.pace()))
					: wording.text("habits.formats.even", Math.round(paper.plus(ebook).pace()));
		}
		FormatTally heard = Objects.requireNonNull(tallies.get(Format.AUDIO));
		return wording.text("habits.formats.audio", (paper != null) ? Format.PAPER : Format.EBOOK,
				Math.round(Objects.requireNonNull((paper != null) ? paper : ebook).pace()),
				wording.time(Math.round(heard.heardPerHour())));
	}

	private static double pace(Tally tally) {
		return tally.pagesPerHour().orElse(0);
	}

	private static Chart chart(String id, String title, String note, List<Group> groups, ToDoubleFunction<Group> value,
			Function<Group, String> shown, Chart.Table table, Wording wording) {
		return Chart.columns(id, title, note, groups.stream()
			.map(group -> new Chart.Value(label(group, wording), value.applyAsDouble(group), 0, shown.apply(group)))
			.toList(), table);
	}

	private static List<Group> groups(Habits habits, Predicate<Group> large) {
		List<Group> groups = new ArrayList<>();
		for (Length length : Length.values()) {
			habits.group(length).filter(large).ifPresent(groups::add);
		}
		return groups;
	}

	private static Group highest(List<Group> groups, ToDoubleFunction<Group> measure) {
		return groups.stream().max(Comparator.comparingDouble(measure)).orElseThrow();
	}

	private static String few(int books, Wording wording) {
		return (books < FEW) ? " " + wording.text("habits.few", books) : "";
	}

	private static String label(Group group, Wording wording) {
		return wording.text("habits.length." + length(group));
	}

	private static Length length(Group group) {
		return Objects.requireNonNull(group.length());
	}

	private static double waited(Group group) {
		Double waited = group.waited();
		return (waited != null) ? waited : 0;
	}

	private static long percent(double share) {
		return Math.round(100 * share);
	}

	/**
	 * The sessions of the books of a format.
	 *
	 * @param tally the reading of them
	 * @param heard the seconds of the recordings that were heard
	 * @param books the number of books
	 */
	private record FormatTally(Tally tally, double heard, int books) {

		FormatTally plus(FormatTally other) {
			return new FormatTally(this.tally.plus(other.tally), this.heard + other.heard, this.books + other.books);
		}

		double pace() {
			return HabitsView.pace(this.tally);
		}

		double heardPerHour() {
			return this.heard * 3600 / this.tally.seconds();
		}

	}

	/**
	 * A book that waits.
	 *
	 * @param entry its place on the list
	 * @param title its title
	 * @param since the day on which it was added
	 * @param days the time since then, in words
	 */
	record WaitingBook(String entry, String title, String since, String days) {
	}

}
