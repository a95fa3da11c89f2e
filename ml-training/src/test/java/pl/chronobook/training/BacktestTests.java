package pl.chronobook.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the backtest by its command line, without a database.
 */
class BacktestTests {

	private static final LocalDate ORIGIN = LocalDate.of(2026, 3, 2);

	private static final String TASK_COLUMNS = "task,reader,origin,pages";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

	@Test
	void answersEveryTaskInOrderWithRisingQuantiles() throws IOException {
		write("sessions.csv", sessions(ORIGIN.minusDays(60), 60));
		write("tasks.csv", List.of(TASK_COLUMNS, "b,ala," + ORIGIN + ",300", "a,ala," + ORIGIN + ",100",
				"c,nieznana," + ORIGIN + ",100"));

		assertThat(backtest("sessions")).isZero();

		List<String> answers = Files.readAllLines(this.folder.resolve("out.csv"));
		assertThat(answers).first().isEqualTo("task,p05,p10,p25,p50,p75,p90,p95");
		assertThat(answers).extracting(line -> line.split(",", -1)[0]).containsExactly("task", "b", "a", "c");
		for (String answer : answers.subList(1, answers.size())) {
			assertThat(quantiles(answer)).hasSize(7).isSorted().allMatch(days -> days > 0);
		}
		assertThat(quantiles(answers.get(2)).get(3)).as("100 pages at 20 a day").isBetween(3.0, 9.0);
		assertThat(quantiles(answers.get(1)).get(3)).isGreaterThan(quantiles(answers.get(2)).get(3));
	}

	@Test
	void dataAfterTheOriginAreIgnored() throws IOException {
		write("tasks.csv", List.of(TASK_COLUMNS, "a,ala," + ORIGIN + ",300"));
		write("sessions.csv", sessions(ORIGIN.minusDays(60), 60));
		assertThat(backtest("sessions")).isZero();
		List<String> truncated = Files.readAllLines(this.folder.resolve("out.csv"));

		List<String> more = new ArrayList<>(sessions(ORIGIN.minusDays(60), 60));
		for (int day = 0; day < 40; day++) {
			more.add("ala,k1,%1$sT10:00:00,%1$sT12:00:00,90,400".formatted(ORIGIN.plusDays(day)));
		}
		more.add("ala,k1,%sT23:30:00,%sT00:30:00,500,400".formatted(ORIGIN.minusDays(1), ORIGIN));
		write("sessions.csv", more);
		assertThat(backtest("sessions")).isZero();

		assertThat(Files.readAllLines(this.folder.resolve("out.csv"))).isEqualTo(truncated);
	}

	@Test
	void tasksOfFinishedBooksStartAfterTheOrigin() throws IOException {
		List<String> books = new ArrayList<>(List.of("reader,book,pages,started,finished"));
		for (int i = 10; i > 0; i--) {
			books.add("ala,k%d,300,,%s".formatted(i, ORIGIN.minusDays(i * 10L)));
		}
		write("books.csv", books);
		write("tasks.csv", List.of(TASK_COLUMNS + ",books", "a,ala," + ORIGIN + ",600,2"));
		assertThat(backtest("books")).isZero();
		List<String> without = Files.readAllLines(this.folder.resolve("out.csv"));

		books.add("ala,jutro,300,," + ORIGIN.plusDays(1));
		write("books.csv", books);
		assertThat(backtest("books")).isZero();
		assertThat(Files.readAllLines(this.folder.resolve("out.csv"))).isEqualTo(without);

		books.add("ala,dzisiaj,300,," + ORIGIN);
		write("books.csv", books);
		assertThat(backtest("books")).isZero();
		assertThat(Files.readAllLines(this.folder.resolve("out.csv"))).isNotEqualTo(without);
	}

	@Test
	void stageLimitsTheForecast() throws IOException {
		List<String> weekends = new ArrayList<>(List.of("reader,book,start,end,pages,book_pages"));
		sessions(ORIGIN.minusDays(90), 90).stream()
			.skip(1)
			.filter(line -> LocalDate.parse(line.split(",", -1)[2].substring(0, 10)).getDayOfWeek().getValue() > 5)
			.forEach(weekends::add);
		write("sessions.csv", weekends);
		write("tasks.csv", List.of(TASK_COLUMNS, "a,ala," + ORIGIN + ",60"));
		assertThat(backtest("sessions")).isZero();
		List<String> best = Files.readAllLines(this.folder.resolve("out.csv"));

		assertThat(backtest("sessions", "--stage=simple")).isZero();

		assertThat(Files.readAllLines(this.folder.resolve("out.csv"))).isNotEqualTo(best);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ala,k1,2026-01-01T10:00:00,wczoraj,10,300             | line 3: end cannot be wczoraj
			ala,k1,2026-01-01T10:00:00,2026-01-01T11:00:00,-1,300 | line 3: pages cannot be -1
			ala,k1,2026-01-01T10:00:00,2026-01-01T11:00:00,,300   | line 3: pages cannot be empty
			ala,k1,2026-01-01T10:00:00                            | line 3: 3 values for 6 columns
			""")
	void invalidRowIsReportedByItsLineAndNoOutputIsWritten(String row, String complaint) throws IOException {
		List<String> rows = new ArrayList<>(sessions(ORIGIN.minusDays(5), 1));
		rows.add(row);
		write("sessions.csv", rows);
		write("tasks.csv", List.of(TASK_COLUMNS, "a,ala," + ORIGIN + ",300"));

		assertThat(backtest("sessions")).isEqualTo(1);

		assertThat(messages()).contains("sessions.csv, " + complaint);
		assertThat(this.folder).isDirectoryNotContaining("glob:**out.csv*");
	}

	@Test
	void failureKeepsTheOutputOfAnEarlierRun() throws IOException {
		write("out.csv", List.of("earlier"));
		write("sessions.csv", sessions(ORIGIN.minusDays(5), 5));
		write("tasks.csv", List.of(TASK_COLUMNS, "a,ala," + ORIGIN + ",300", "b,ala,kiedyś,300"));

		assertThat(backtest("sessions")).isEqualTo(1);

		assertThat(messages()).contains("tasks.csv, line 3: origin cannot be kiedyś");
		assertThat(this.folder.resolve("out.csv")).hasContent("earlier");
		assertThat(this.folder).isDirectoryNotContaining("glob:**.part");
	}

	@Test
	void missingColumnAndMissingFileAreNamed() throws IOException {
		write("sessions.csv", sessions(ORIGIN.minusDays(5), 5));
		write("tasks.csv", List.of("task,reader,pages"));
		assertThat(backtest("sessions")).isEqualTo(1);
		assertThat(messages()).contains("tasks.csv: columns are missing: origin");

		Files.delete(this.folder.resolve("tasks.csv"));
		assertThat(backtest("sessions")).isEqualTo(1);
		assertThat(messages()).contains("There is no file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "learn", "train --frobnicate", "simulate --users=0 --days=5 --seed=1",
			"simulate --users=5 --seed=1", "simulate --users=5 --days=5 --seed=1 --colour=red", "backtest",
			"backtest --sessions=a --tasks=b", "backtest --sessions=a --books=b --tasks=c --out=d",
			"backtest --sessions=a --tasks=b --out=c --stage=best", "fit", "fit --sessions=a",
			"fit --sessions=a --tasks=b --every=0", "fit --sessions=a --tasks=b --x=1",
			"backtest --sessions=a --sessions=b --tasks=c --out=d", "backtest --sessions=a --tasks=b --out=c --x=1" })
	void invalidCommandLinePrintsTheUsage(String line) {
		assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);

		assertThat(messages()).contains("Usage:");
	}

	private static List<String> sessions(LocalDate from, int days) {
		List<String> rows = new ArrayList<>(List.of("reader,book,start,end,pages,book_pages"));
		for (int day = 0; day < days; day++) {
			rows.add("ala,k1,%1$sT20:00:00,%1$sT20:40:00,%2$d,400".formatted(from.plusDays(day), 15 + day % 3 * 5));
		}
		return rows;
	}

	private static List<Double> quantiles(String answer) {
		return Arrays.stream(answer.split(",", -1)).skip(1).map(Double::valueOf).toList();
	}

	private void write(String name, List<String> lines) throws IOException {
		Files.write(this.folder.resolve(name), lines);
	}

	private int backtest(String history, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("backtest", "--%s=%s".formatted(history, this.folder.resolve(history + ".csv")),
						"--tasks=" + this.folder.resolve("tasks.csv"), "--out=" + this.folder.resolve("out.csv")));
		arguments.addAll(Arrays.asList(more));
		return run(arguments.toArray(String[]::new));
	}

	private int run(String... arguments) {
		return TrainingApplication.run(arguments, new PrintStream(this.messages, true, StandardCharsets.UTF_8));
	}

	private String messages() {
		return this.messages.toString(StandardCharsets.UTF_8);
	}

}
