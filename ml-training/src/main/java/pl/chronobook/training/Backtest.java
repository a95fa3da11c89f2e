package pl.chronobook.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import pl.chronobook.forecast.model.Forecast;
import pl.chronobook.forecast.model.ForecastEngine;
import pl.chronobook.forecast.model.ForecastRequest;
import pl.chronobook.forecast.model.ForecastStage;
import pl.chronobook.forecast.model.correction.ReaderModel;
import pl.chronobook.forecast.model.distribution.Quantiles;
import pl.chronobook.forecast.model.history.FinishedBook;
import pl.chronobook.forecast.model.history.ReaderHistory;
import pl.chronobook.forecast.model.history.Session;

/**
 * Backtests the forecast. For each task it forecasts the calendar days from the start of
 * the origin until the pages are read, using only the history before the origin.
 *
 * <p>
 * The columns of sessions are {@code reader,book,start,end,pages,book_pages}, those of
 * tasks {@code task,reader,origin,pages}. With finished books
 * ({@code reader,book,pages,started,finished}) tasks also have the column {@code books},
 * and the forecast starts at the end of the origin. The output is
 * {@code task,p05,p10,p25,p50,p75,p90,p95}, where a whole day d is the interval from d -
 * 0.5 to d + 0.5.
 */
final class Backtest {

	private static final String ANSWER_COLUMNS = "task,p05,p10,p25,p50,p75,p90,p95";

	private static final Set<String> OPTIONS = Set.of("sessions", "books", "tasks", "out", "stage");

	/** The assumed pace of a reader without a history before the origin. */
	private static final double NEWCOMER_PAGES_PER_WEEK = 7 * 23.0;

	private static final double MIDDLE_OF_DAY = 0.5;

	private final Path history;

	private final boolean books;

	private final Path tasks;

	private final Path out;

	private final @Nullable ForecastStage stage;

	private Backtest(Path history, boolean books, Path tasks, Path out, @Nullable ForecastStage stage) {
		this.history = history;
		this.books = books;
		this.tasks = tasks;
		this.out = out;
		this.stage = stage;
	}

	/**
	 * @throws UsageException if an option is unknown, missing or given twice
	 */
	static Backtest of(List<String> arguments) {
		Map<String, String> options = options(arguments);
		boolean books = options.containsKey("books");
		if (books == options.containsKey("sessions")) {
			throw new UsageException("backtest needs either --sessions=FILE or --books=FILE.");
		}
		return new Backtest(file(options, books ? "books" : "sessions"), books, file(options, "tasks"),
				file(options, "out"), stage(options.get("stage")));
	}

	private static Map<String, String> options(List<String> arguments) {
		Map<String, String> options = new HashMap<>();
		for (String argument : arguments) {
			int equals = argument.indexOf('=');
			String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
			if (!OPTIONS.contains(name)) {
				throw new UsageException("backtest does not know " + argument + ".");
			}
			if (options.put(name, argument.substring(equals + 1)) != null) {
				throw new UsageException("--" + name + " is given twice.");
			}
		}
		return options;
	}

	private static Path file(Map<String, String> options, String name) {
		String file = options.get(name);
		if (file == null || file.isEmpty()) {
			throw new UsageException("backtest needs --" + name + "=FILE.");
		}
		return Path.of(file);
	}

	private static @Nullable ForecastStage stage(@Nullable String name) {
		if (name == null) {
			return null;
		}
		try {
			return ForecastStage.valueOf(name.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException("There is no stage " + name + ".");
		}
	}

	/**
	 * Answers all tasks in their order. A failure leaves no incomplete output file.
	 * @throws CsvRows.UnreadableRowException if a file is not as described
	 */
	void run() throws IOException {
		Map<String, ReaderHistory> histories = this.books ? finishedBooks(this.history) : sessions(this.history);
		Path unfinished = this.out.resolveSibling(this.out.getFileName() + ".part");
		try {
			answer(histories, unfinished);
			Files.move(unfinished, this.out, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private void answer(Map<String, ReaderHistory> histories, Path target) throws IOException {
		String[] columns = this.books ? new String[] { "task", "reader", "origin", "pages", "books" }
				: new String[] { "task", "reader", "origin", "pages" };
		try (CsvRows rows = CsvRows.open(this.tasks, columns);
				BufferedWriter answers = Files.newBufferedWriter(target)) {
			PastModels models = new PastModels(new TreeMap<>(histories).values());
			answers.write(ANSWER_COLUMNS + "\n");
			rows.forEach(row -> {
				LocalDate origin = row.value("origin", LocalDate::parse).plusDays(this.books ? 1 : 0);
				int count = this.books ? row.value("books", Backtest::count) : 1;
				double pages = row.value("pages", Backtest::pages);
				ReaderHistory known = histories.getOrDefault(row.text("reader"), ReaderHistory.empty());
				ReaderModel model = this.stage == null || this.stage == ForecastStage.MODEL
						? models.of(row.text("reader"), known, origin) : null;
				answers.write(line(row.text("task"), forecast(known, origin, pages, count, model)));
			});
		}
	}

	static int count(String text) {
		int count = Integer.parseInt(text);
		if (count < 1) {
			throw new IllegalArgumentException("at least one book");
		}
		return count;
	}

	static double pages(String text) {
		double pages = Double.parseDouble(text);
		if (!(pages >= 0 && pages < Double.POSITIVE_INFINITY)) {
			throw new IllegalArgumentException("pages are zero or more");
		}
		return pages;
	}

	private Quantiles forecast(ReaderHistory known, LocalDate origin, double pages, int count,
			@Nullable ReaderModel model) {
		List<Double> queue = Collections.nCopies(count, pages / count);
		ForecastRequest request = ForecastRequest.of(known, origin, queue).withStageAtMost(this.stage);
		return ForecastEngine.forecast(request.withModel(model))
			.or(() -> ForecastEngine.forecast(request.withAssumedPace(NEWCOMER_PAGES_PER_WEEK)))
			.map(Forecast::wholeList)
			.orElseThrow();
	}

	private static String line(String task, Quantiles days) {
		StringBuilder line = new StringBuilder(task);
		for (double quantile : new double[] { days.p05(), days.p10(), days.p25(), days.p50(), days.p75(), days.p90(),
				days.p95() }) {
			line.append(String.format(Locale.ROOT, ",%.3f", quantile + MIDDLE_OF_DAY));
		}
		return line.append('\n').toString();
	}

	/**
	 * Reads a file of sessions into histories, by the name of the reader.
	 * @throws CsvRows.UnreadableRowException if the file is not as described
	 */
	static Map<String, ReaderHistory> sessions(Path file) throws IOException {
		Map<String, List<Session>> sessions = new HashMap<>();
		try (CsvRows rows = CsvRows.open(file, "reader", "start", "end", "pages")) {
			rows.forEach(row -> {
				LocalDateTime start = row.value("start", LocalDateTime::parse);
				LocalDateTime end = row.value("end", LocalDateTime::parse);
				double pages = row.value("pages", Backtest::pages);
				// In local time a session may end before its start when the clocks go
				// back in autumn
				LocalDateTime after = start.isBefore(end) ? end : start.plusSeconds(1);
				Session session = row.valid(() -> new Session(start, after, pages), "not a session");
				sessions.computeIfAbsent(row.text("reader"), reader -> new ArrayList<>()).add(session);
			});
		}
		Map<String, ReaderHistory> histories = new HashMap<>();
		sessions.forEach((reader, list) -> histories.put(reader, new ReaderHistory(list, List.of())));
		return histories;
	}

	/**
	 * Reads a file of finished books into histories, by the name of the reader.
	 * @throws CsvRows.UnreadableRowException if the file is not as described
	 */
	static Map<String, ReaderHistory> finishedBooks(Path file) throws IOException {
		Map<String, List<FinishedBook>> books = new HashMap<>();
		try (CsvRows rows = CsvRows.open(file, "reader", "pages", "started", "finished")) {
			rows.forEach(row -> {
				LocalDate finished = row.value("finished", LocalDate::parse);
				LocalDate started = row.text("started").isEmpty() ? finished : row.value("started", LocalDate::parse);
				// A start after the finish is a typing error and counts as unknown
				LocalDate known = row.text("started").isEmpty() || started.isAfter(finished) ? null : started;
				double pages = row.value("pages", Backtest::pages);
				books.computeIfAbsent(row.text("reader"), reader -> new ArrayList<>())
					.add(row.valid(() -> new FinishedBook(known, finished, pages), "not a finished book"));
			});
		}
		Map<String, ReaderHistory> histories = new HashMap<>();
		books.forEach((reader, list) -> histories.put(reader, new ReaderHistory(List.of(), list)));
		return histories;
	}

}
