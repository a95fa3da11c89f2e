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
import pl.chronobook.forecast.model.learning.PriorFit;

/**
 * Fits the engine's constants for sessions and prints them with the table of their
 * scores. The files have the format of {@link Backtest}; several files are separated by
 * commas, and each reader must be in one of them only.
 */
final class FitCommand {

	private static final int ALL = 1;

	private final List<Path> sessions;

	private final List<Path> tasks;

	private final int every;

	private FitCommand(List<Path> sessions, List<Path> tasks, int every) {
		this.sessions = sessions;
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
			if (equals < 0 || !List.of("--sessions", "--tasks", "--every").contains(name)) {
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
		return new FitCommand(files(options, "--sessions"), files(options, "--tasks"), every);
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
		SortedMap<String, ReaderHistory> histories = new TreeMap<>();
		for (Path file : this.sessions) {
			histories.putAll(Backtest.sessions(file));
		}
		Map<String, SortedMap<LocalDate, List<Double>>> asked = new HashMap<>();
		for (Path file : this.tasks) {
			try (CsvRows rows = CsvRows.open(file, "reader", "origin", "pages")) {
				rows.forEach(row -> asked.computeIfAbsent(row.text("reader"), reader -> new TreeMap<>())
					.computeIfAbsent(row.value("origin", LocalDate::parse), origin -> new ArrayList<>())
					.add(row.value("pages", Backtest::pages)));
			}
		}
		List<BenchmarkReader> readers = new ArrayList<>();
		histories.forEach((name, history) -> {
			SortedMap<LocalDate, List<Double>> tasks = asked.getOrDefault(name, new TreeMap<>());
			tasks.values().forEach(pages -> pages.sort(null));
			if (!tasks.isEmpty()) {
				readers.add(new BenchmarkReader(name, history, tasks));
			}
		});
		if (readers.size() < 2) {
			throw new UsageException("fit needs the sessions and tasks of at least two readers.");
		}
		out.print(new PriorFit(readers, this.every).table());
	}

}
