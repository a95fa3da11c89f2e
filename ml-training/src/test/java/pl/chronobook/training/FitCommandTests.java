package pl.chronobook.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FitCommandTests {

	private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void printsTheConstantsAndEachReadersScoresAlsoLeftOut() throws IOException {
		write(List.of("ala", "ola"));

		List<String> table = fit().lines().toList();

		assertThat(table.subList(0, 20)).allMatch(line -> line.matches("[a-zA-Z.]+ [0-9.]+"));
		assertThat(table).contains("reader,ibs,cov80,ibs left out,cov80 left out");
		assertThat(table).filteredOn(line -> line.matches("(ala|ola|all)(,[01]\\.[0-9]+){4}")).hasSize(3);
		assertThat(table).last().asString().startsWith("300 pages,");
		assertThat(fit().lines().toList()).isEqualTo(table);
	}

	@Test
	void fitOfASingleReaderIsRefused() throws IOException {
		write(List.of("ala"));

		assertThatExceptionOfType(UsageException.class).isThrownBy(this::fit);
	}

	@Test
	void printsTheConstantsOfFinishDates() throws IOException {
		writeBooks(List.of("ala", "ola"));

		List<String> table = fit("books").lines().toList();

		assertThat(table.subList(0, 10)).allMatch(line -> line.matches("[a-zA-Z.]+ [0-9.]+"));
		assertThat(table).filteredOn(line -> line.matches("(ala|ola|all)(,[01]\\.[0-9]+){4}")).hasSize(3);
		assertThat(table).last().asString().startsWith("5 books,");
		assertThat(fit("books").lines().toList()).isEqualTo(table);
	}

	@Test
	void fitOfSessionsAndFinishDatesAtOnceIsRefused() {
		assertThatExceptionOfType(UsageException.class)
			.isThrownBy(() -> FitCommand.of(List.of("--sessions=a.csv", "--books=b.csv", "--tasks=c.csv")));
	}

	private void writeBooks(List<String> readers) throws IOException {
		List<String> books = new ArrayList<>(List.of("reader,book,pages,started,finished"));
		List<String> tasks = new ArrayList<>(List.of("task,reader,origin,pages,books"));
		for (int i = 0; i < readers.size(); i++) {
			for (int book = 0; book < 30; book++) {
				LocalDate finished = FIRST.plusDays((long) book * (i + 6) + book % 4);
				books.add("%s,b,%d,,%s".formatted(readers.get(i), 200 + book % 5 * 60, finished));
				if (book > 10 && book < 28) {
					tasks.add("t,%1$s,%2$s,300,1%nt,%1$s,%2$s,1500,5".formatted(readers.get(i), finished));
				}
			}
		}
		Files.write(this.folder.resolve("books.csv"), books);
		Files.write(this.folder.resolve("tasks.csv"), tasks);
	}

	private void write(List<String> readers) throws IOException {
		List<String> sessions = new ArrayList<>(List.of("reader,start,end,pages"));
		List<String> tasks = new ArrayList<>(List.of("task,reader,origin,pages"));
		for (int i = 0; i < readers.size(); i++) {
			for (int day = 0; day < 90; day++) {
				if (day % (i + 2) == 0) {
					sessions.add("%s,%2$sT20:00:00,%2$sT20:40:00,%3$d".formatted(readers.get(i), FIRST.plusDays(day),
							15 + day % 3 * 5));
				}
			}
			for (int day = 28; day < 90; day += 14) {
				tasks.add("t,%1$s,%2$s,300%nt,%1$s,%2$s,100".formatted(readers.get(i), FIRST.plusDays(day)));
			}
		}
		Files.write(this.folder.resolve("sessions.csv"), sessions);
		Files.write(this.folder.resolve("tasks.csv"), tasks);
	}

	private String fit() throws IOException {
		return fit("sessions");
	}

	private String fit(String histories) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		FitCommand
			.of(List.of("--" + histories + "=" + this.folder.resolve(histories + ".csv"),
					"--tasks=" + this.folder.resolve("tasks.csv")))
			.run(new PrintStream(out, true, StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

}
