package pl.chronobook.transfer.file;

import java.util.List;

/**
 * A row that is left out of an import.
 *
 * @param line the line on which it begins, from 1
 * @param problem the reason
 * @param cells its cells
 */
public record RejectedRow(int line, RowProblem problem, List<String> cells) {

	private static final int SUMMARY_LENGTH = 80;

	/** Returns the same row without its cells, which may be large. */
	public RejectedRow withoutCells() {
		return new RejectedRow(this.line, this.problem, List.of());
	}

	/**
	 * Returns the beginning of the row, by which readers recognise it.
	 */
	public String summary() {
		String text = String.join(" · ", this.cells.stream().filter(cell -> !cell.isBlank()).toList());
		return (text.length() <= SUMMARY_LENGTH) ? text
				: text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SUMMARY_LENGTH))) + "…";
	}

}
