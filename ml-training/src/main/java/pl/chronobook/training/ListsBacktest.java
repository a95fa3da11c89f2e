package pl.chronobook.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.living.Library;
import pl.chronobook.forecast.model.living.LibraryBook;
import pl.chronobook.forecast.model.living.ListBacktest;
import pl.chronobook.forecast.model.living.ListBacktest.Measure;
import pl.chronobook.forecast.model.living.ListBacktest.Result;
import pl.chronobook.forecast.model.living.LivingConstants;
import pl.chronobook.forecast.model.living.LivingConstants.Arrivals;

/**
 * Backtests the forecast of the living list on whole libraries and prints a table of
 * scores: the mean over readers of each reader's mean. With {@code --fit=true} it scores
 * each reader with those of the candidate constants that are best for all the others.
 *
 * <p>
 * The columns of libraries are {@code reader,book,pages,added,started,finished,status}. A
 * book that left the list on an unknown day ({@code read-undated}, {@code other-shelf})
 * is left out.
 */
final class ListsBacktest {

	private static final Set<String> OPTIONS = Set.of("lists", "out", "fit");

	private static final Set<String> WITHOUT_A_DAY = Set.of("read-undated", "other-shelf");

	private static final double USUAL_PAGES = 300;

	private final Path lists;

	private final Path out;

	private final boolean fit;

	private ListsBacktest(Path lists, Path out, boolean fit) {
		this.lists = lists;
		this.out = out;
		this.fit = fit;
	}

	/** Returns whether the command line asks for a backtest of lists. */
	static boolean isMeant(List<String> arguments) {
		return arguments.stream().anyMatch(argument -> argument.startsWith("--lists="));
	}

	/**
	 * Parses a command line.
	 * @throws UsageException if an option is unknown or missing
	 */
	static ListsBacktest of(List<String> arguments) {
		Map<String, String> options = new HashMap<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
			if (!OPTIONS.contains(name)) {
				throw new UsageException("backtest --lists does not know " + argument + ".");
			}
			options.put(name, argument.substring(equals + 1));
		}
		String out = options.getOrDefault("out", "");
		if (out.isEmpty()) {
			throw new UsageException("backtest needs --out=FILE.");
		}
		return new ListsBacktest(Path.of(options.getOrDefault("lists", "")), Path.of(out),
				Boolean.parseBoolean(options.get("fit")));
	}

	/**
	 * Writes each forecast with its outcome and score, and prints the table.
	 * @throws CsvRows.UnreadableRowException if the file is not as described
	 */
	void run(PrintStream table) throws IOException {
		Map<String, ListBacktest> backtests = backtests();
		Map<String, List<Result>> results = this.fit ? leaveOneOut(backtests, table)
				: run(backtests, LivingConstants.FITTED);
		try (BufferedWriter writer = Files.newBufferedWriter(this.out)) {
			writer.write(
					"reader,origin,weeks,measure,truth,p10,p50,p90,score,as_it_stands,no_arrivals,mean_arrivals,pit\n");
			for (Map.Entry<String, List<Result>> reader : results.entrySet()) {
				for (Result result : reader.getValue()) {
					writer
						.write(String.format(Locale.ROOT, "%s,%s,%d,%s,%.0f,%.0f,%.0f,%.0f,%.4f,%.4f,%.4f,%.4f,%.3f%n",
								reader.getKey(), result.origin(), result.weeks(), result.measure(), result.truth(),
								result.low(), result.middle(), result.high(), result.score(), result.asItStands(),
								result.noArrivals(), result.meanArrivals(), result.pit()));
				}
			}
		}
		print(results, table);
	}

	private static void print(Map<String, List<Result>> results, PrintStream table) {
		table.println("measure weeks as-you-live as-it-stands no-arrivals mean-arrivals cov80 pit-histogram");
		for (Measure measure : Measure.values()) {
			for (int weeks : ListBacktest.WEEKS) {
				List<List<Result>> readers = results.values()
					.stream()
					.map(all -> all.stream()
						.filter(result -> result.measure() == measure && result.weeks() == weeks)
						.toList())
					.filter(all -> !all.isEmpty())
					.toList();
				int[] pit = new int[10];
				readers.forEach(all -> all.forEach(result -> pit[(int) Math.min(9, 10 * result.pit())]++));
				int count = Math.max(1, readers.stream().mapToInt(List::size).sum());
				table.printf(Locale.ROOT, "%s %d %.4f %.4f %.4f %.4f %.3f %s%n", measure, weeks,
						mean(readers, Result::score), mean(readers, Result::asItStands),
						mean(readers, Result::noArrivals), mean(readers, Result::meanArrivals),
						mean(readers, result -> result.held() ? 1 : 0),
						String.join(" ",
								Arrays.stream(pit)
									.mapToObj(books -> String.format(Locale.ROOT, "%.2f", (double) books / count))
									.toList()));
			}
		}
	}

	private static double mean(List<List<Result>> readers, ToDoubleFunction<Result> value) {
		return readers.stream()
			.mapToDouble(all -> all.stream().mapToDouble(value).average().orElseThrow())
			.average()
			.orElse(Double.NaN);
	}

	private static Map<String, List<Result>> run(Map<String, ListBacktest> backtests, Arrivals constants) {
		Map<String, List<Result>> results = new TreeMap<>();
		backtests.forEach((reader, backtest) -> results.put(reader, backtest.run(constants)));
		return results;
	}

	/**
	 * Scores each reader with the constants that have the best score of books on all the
	 * others.
	 */
	private static Map<String, List<Result>> leaveOneOut(Map<String, ListBacktest> backtests, PrintStream table) {
		List<Map<String, List<Result>>> candidates = new ArrayList<>();
		for (Arrivals constants : LivingConstants.CANDIDATES) {
			candidates.add(run(backtests, constants));
			table.printf(Locale.ROOT, "%s %.4f%n", constants, books(candidates.getLast(), null));
		}
		Map<String, List<Result>> results = new TreeMap<>();
		for (String reader : backtests.keySet()) {
			int best = 0;
			for (int i = 1; i < candidates.size(); i++) {
				if (books(candidates.get(i), reader) < books(candidates.get(best), reader)) {
					best = i;
				}
			}
			table.printf("%s %s%n", reader, LivingConstants.CANDIDATES.get(best));
			results.put(reader, candidates.get(best).get(reader));
		}
		return results;
	}

	private static double books(Map<String, List<Result>> results, @Nullable String without) {
		List<List<Result>> readers = results.entrySet()
			.stream()
			.filter(reader -> !reader.getKey().equals(without))
			.map(reader -> reader.getValue().stream().filter(result -> result.measure() == Measure.BOOKS).toList())
			.filter(all -> !all.isEmpty())
			.toList();
		return mean(readers, Result::score);
	}

	private Map<String, ListBacktest> backtests() throws IOException {
		Map<String, List<LibraryBook>> books = new TreeMap<>();
		Map<String, LocalDate> until = new HashMap<>();
		try (CsvRows rows = CsvRows.open(this.lists, "reader", "pages", "added", "finished", "status")) {
			rows.forEach(row -> {
				LocalDate added = row.value("added", LocalDate::parse);
				LocalDate finished = row.text("finished").isEmpty() ? null : row.value("finished", LocalDate::parse);
				Stream.of(added, finished == null ? added : finished)
					.forEach(day -> until.merge(row.text("reader"), day, (a, b) -> a.isAfter(b) ? a : b));
				if (!WITHOUT_A_DAY.contains(row.text("status"))) {
					double pages = row.text("pages").isEmpty() ? USUAL_PAGES : row.value("pages", Double::parseDouble);
					books.computeIfAbsent(row.text("reader"), reader -> new ArrayList<>())
						.add(row.valid(() -> new LibraryBook(pages > 0 ? pages : USUAL_PAGES, added, finished, null, 0),
								"not a book"));
				}
			});
		}
		Map<String, ListBacktest> backtests = new TreeMap<>();
		books.forEach((reader, all) -> {
			Library library = new Library(all);
			LocalDate last = until.getOrDefault(reader, LocalDate.MIN);
			backtests.put(reader, new ListBacktest(library, ListBacktest.history(library), last));
		});
		return backtests;
	}

}
