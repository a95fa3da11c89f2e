package pl.chronobook.transfer.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvTableTests {

	@ParameterizedTest
	@ValueSource(strings = { "a,b\n1,2\n3,4\n", "a;b\n1;2\n3;4", "a\tb\r\n1\t2\r\n3\t4\r\n", "a,b\r1,2\r3,4\r",
			"sep=;\na;b\n1;2\n3;4\n", "\n\n A ,B\n\n1,2\n\n\n3,4\n\n", "\"a\",\"b\"\n\"1\",\"2\"\n3,4\n",
			"a,b\n1,2,,\n3,4\n,\n", "b,a,b\n2,1,x\n4,3,y\n" })
	void cellsAreFoundByColumnWhateverTheDialect(String text) {
		Rows rows = read(text);
		assertThat(rows.rejected).isEmpty();
		assertThat(rows.cells).containsExactly("1 2", "3 4");
	}

	@Test
	void quotedCellsMayContainDelimitersQuotesAndLineEnds() {
		Rows rows = read("a,b\n\"x, \"\"y\"\"\r\nz\",2\n3,4\n");
		assertThat(rows.cells).containsExactly("x, \"y\"\r\nz 2", "3 4");
		assertThat(rows.lines).containsExactly(2, 4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,b\n„Kłamca, tom 2”,x\n", "a;b\n „Kłamca; tom 2” ;x\n", "a,b\n\"Kłamca, tom 2\",x\n" })
	void typographicQuotesHoldACellTogether(String text) {
		Rows rows = read(text);
		assertThat(rows.rejected).isEmpty();
		assertThat(rows.cells).singleElement().asString().matches("Kłamca[,;] tom 2 x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,b\n„Kłamca”,x\n", "a,b\n„Kłamca,x\n" })
	void typographicQuotesWithoutADelimiterAreKept(String text) {
		assertThat(read(text).cells).singleElement().asString().startsWith("„Kłamca");
	}

	@Test
	void rowsKnowTheirLinesAcrossBlankOnes() {
		assertThat(read("a,b\r\n\r\n1,2\r\n\r\n\r\n\"3\r\n\r\n\",4\r\n5,6").lines).containsExactly(3, 6, 9);
	}

	@Test
	void truncatedOrOverlongRowIsRejectedWithoutAffectingOthers() {
		Rows rows = read("a,b\n1,2\n3\n4,5,6\n7,8");
		assertThat(rows.cells).containsExactly("1 2", "7 8");
		assertThat(rows.rejected).containsExactly(new RejectedRow(3, RowProblem.CELL_COUNT, List.of("3")),
				new RejectedRow(4, RowProblem.CELL_COUNT, List.of("4", "5", "6")));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a,b\n1,2\n\"x,2\n3,4\n5,6\n", "a,b\n1,2\nx,\"2\n3,4\n5,6\n", "a,b\n1,2\n\"x\"y,2\n3,4\n5,6" })
	void unclosedQuoteLosesOneRow(String text) {
		Rows rows = read(text);
		assertThat(rows.cells).containsExactly("1 2", "3 4", "5 6");
		assertThat(rows.rejected).singleElement().satisfies(row -> {
			assertThat(row.line()).isEqualTo(3);
			assertThat(row.problem()).isEqualTo(RowProblem.UNCLOSED_QUOTE);
		});
	}

	@Test
	void rowAfterManyUnclosedQuotesIsRead() {
		Rows rows = read("a,b\n" + "\"x,2\n".repeat(50_000) + "3,4\n");
		assertThat(rows.cells).containsExactly("3 4");
	}

	@Test
	void refusedRowsAreReturnedWithLineAndReason() {
		List<RejectedRow> rejected = Tables.of("a,b\n1,2\n3,4\n").read(row -> {
			if (row.get("a").equals("3")) {
				throw new RejectedRowException(RowProblem.NO_TITLE);
			}
		}, refused -> {
		});
		assertThat(rejected).containsExactly(new RejectedRow(3, RowProblem.NO_TITLE, List.of("3", "4")));
	}

	@Test
	void onlyTheFirstRefusedRowsAreKept() {
		List<RejectedRow> heard = new ArrayList<>();
		List<RejectedRow> kept = Tables.of("a,b\n" + "1\n".repeat(5_000)).read(row -> {
		}, heard::add);
		assertThat(kept).hasSize(5_000).filteredOn(row -> !row.cells().isEmpty()).hasSize(CsvTable.KEPT_ROWS);
		assertThat(heard).hasSize(5_000).allSatisfy(row -> assertThat(row.cells()).containsExactly("1"));
	}

	@Test
	void unterminatedRowDoesNotAffectOthers() {
		Rows rows = read("a,b\n\"x,1\n" + "2,3\n".repeat(490_000) + "4," + "y".repeat(60_000) + "\n");
		assertThat(rows.cells).hasSize(490_001).first().isEqualTo("2 3");
		assertThat(rows.rejected).singleElement()
			.satisfies(row -> assertThat(row.problem()).isEqualTo(RowProblem.UNCLOSED_QUOTE));
	}

	@Test
	void missingColumnReadsAsEmpty() {
		assertThat(Tables.of("a,b\n1,2\n").missing(List.of("b", "c"))).containsExactly("c");
		Tables.of("a,b\n1,2\n").forEach(row -> assertThat(row.get("c")).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,b", "a,b\n", "a,b\r\n\r\n" })
	void headerAloneHasNoRows(String text) {
		assertThat(Tables.of(text).hasRows()).isFalse();
	}

	@Test
	void tooManyLinesAndOverlongLinesAreRefused() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> Tables.of("a,b\n".repeat(TextFile.MAX_LINES + 1)))
			.satisfies(ex -> assertThat(ex.problem()).isEqualTo(FileProblem.TOO_MANY_LINES));
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> Tables.of("a,b\n1" + ",".repeat(70_000)))
			.satisfies(ex -> {
				assertThat(ex.problem()).isEqualTo(FileProblem.LINE_TOO_LONG);
				assertThat(ex.detail()).isEqualTo("2");
			});
	}

	@Test
	void everyPrefixOfAFileReadsWithoutFailing() {
		String text = "a,b\n\"x, \"\"y\"\"\r\nz\",2\n3,4\n\"ą\",\"ę\"\n";
		String numbers = IntStream.range(1, text.length()).mapToObj(end -> {
			Rows rows = read(text.substring(0, end));
			return rows.cells.size() + "+" + rows.rejected.size();
		}).distinct().collect(Collectors.joining(" "));
		assertThat(numbers).startsWith("0+0").endsWith("3+0");
	}

	private static Rows read(String text) {
		List<String> cells = new ArrayList<>();
		List<Integer> lines = new ArrayList<>();
		List<RejectedRow> rejected = Tables.of(text).read(row -> {
			cells.add(row.get("a") + " " + row.get("b"));
			lines.add(row.line());
		}, refused -> {
		});
		return new Rows(cells, lines, rejected);
	}

	private record Rows(List<String> cells, List<Integer> lines, List<RejectedRow> rejected) {
	}

}
