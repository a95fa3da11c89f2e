package pl.chronobook.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.learning.BenchmarkReader;
import pl.chronobook.forecast.model.learning.BookFit;
import pl.chronobook.forecast.model.learning.PriorFit;

/**
 * Fits the engine's constants for sessions or for finish dates and prints them with the
 * table of their scores. The files have the format of {@link Backtest}; several files are
 * separated by commas, and each reader must be in one of them only.
 */
final class FitCommand {

	private static final int ALL = 1;

	private final List<Path> histories;

	private final boolean books;

	private final List<Path> tasks;

	private final int every;

	private FitCommand(List<Path> histories, boolean books, List<Path> tasks, int every) {
		this.histories = histories;
		this.books = books;
		this.tasks = tasks;
		this.every = every;
	}

	/**
	 * @throws UsageException if an option is unknown, missing or not a number
	 */
	static FitCommand of(List<String> arguments) {
		Map<String, String> options = new HashMap<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			String name = (equals > 0) ? argument.substring(0, equals) : argument;
			if (equals < 0 || !List.of("--sessions", "--books", "--tasks", "--every").contains(name)) {
				throw new UsageException("fit does not know " + argument + ".");
			}
			options.put(name, argument.substring(equals + 1));
		}
		int every;
		try {
			every = Integer.parseInt(options.getOrDefault("--every", String.valueOf(ALL)));
		}
		catch (NumberFormatException ex) {
			throw new UsageException("--every is a whole number.");
		}
		if (every < ALL) {
			throw new UsageException("--every is at least 1.");
		}
		boolean books = options.containsKey("--books");
		if (books && options.containsKey("--sessions")) {
			throw new UsageException("fit needs either --sessions=FILE[,FILE] or --books=FILE[,FILE].");
		}
		return new FitCommand(files(options, books ? "--books" : "--sessions"), books, files(options, "--tasks"),
				every);
	}

	private static List<Path> files(Map<String, String> options, String name) {
		String files = options.getOrDefault(name, "");
		if (files.isEmpty()) {
			throw new UsageException("fit needs " + name + "=FILE[,FILE].");
		}
		return List.of(files.split(",")).stream().map(Path::of).toList();
	}

	/**
	 * @throws CsvRows.UnreadableRowException if a file is not as described
	 */
	void run(PrintStream out) throws IOException {
		out.print(this.books ? books() : sessions());
	}

	private String sessions() throws IOException {
		SortedMap<String, ReaderHistory> known = new TreeMap<>();
		for (Path file : this.histories) {
			known.putAll(Backtest.sessions(file));
		}
		Map<String, SortedMap<LocalDate, List<Double>>> asked = new HashMap<>();
		for (Path file : this.tasks) {
			try (CsvRows rows = CsvRows.open(file, "reader", "origin", "pages")) {
				rows.forEach(row -> asked.computeIfAbsent(row.text("reader"), reader -> new TreeMap<>())
					.computeIfAbsent(row.value("origin", LocalDate::parse), origin -> new ArrayList<>())
					.add(row.value("pages", Backtest::pages)));
			}
		}
		asked.values().forEach(tasks -> tasks.values().forEach(pages -> pages.sort(null)));
		List<BenchmarkReader> readers = new ArrayList<>();
		known.forEach((name, history) -> {
			if (asked.containsKey(name)) {
				readers.add(new BenchmarkReader(name, history, asked.get(name)));
			}
		});
		enough(readers, "sessions");
		return new PriorFit(readers, this.every).table();
	}

	/**
	 * Fits the constants for finish dates. A task is forecast at the end of its origin,
	 * because books finished on that day are known.
	 */
	private String books() throws IOException {
		SortedMap<String, ReaderHistory> known = new TreeMap<>();
		for (Path file : this.histories) {
			known.putAll(Backtest.finishedBooks(file));
		}
		Map<String, SortedMap<LocalDate, List<BookFit.Task>>> asked = new HashMap<>();
		for (Path file : this.tasks) {
			try (CsvRows rows = CsvRows.open(file, "reader", "origin", "pages", "books")) {
				rows.forEach(row -> asked.computeIfAbsent(row.text("reader"), reader -> new TreeMap<>())
					.computeIfAbsent(row.value("origin", LocalDate::parse).plusDays(1), origin -> new ArrayList<>())
					.add(new BookFit.Task(row.value("books", Backtest::count), row.value("pages", Backtest::pages))));
			}
		}
		List<BookFit.Reader> readers = new ArrayList<>();
		known.forEach((name, history) -> {
			if (asked.containsKey(name)) {
				readers.add(new BookFit.Reader(name, history, asked.get(name)));
			}
		});
		enough(readers, "books");
		return new BookFit(readers, this.every).table();
	}

	private static void enough(List<?> readers, String what) {
		if (readers.size() < 2) {
			throw new UsageException("fit needs the " + what + " and tasks of at least two readers.");
		}
	}

}
