package pl.chronobook.transfer.domain;

import java.util.List;

/**
 * A row that is left out of an import.
 *
 * @param line the line on which it begins, from 1
 * @param problem why
 * @param cells what it says
 */
public record RejectedRow(int line, RowProblem problem, List<String> cells) {

	private static final int SUMMARY_LENGTH = 80;

	/** The same without what it says, which may be much. */
	RejectedRow withoutCells() {
		return new RejectedRow(this.line, this.problem, List.of());
	}

	/**
	 * The row's beginning, to recognise it by.
	 */
	public String summary() {
		String text = String.join(" · ", this.cells.stream().filter(cell -> !cell.isBlank()).toList());
		return (text.length() <= SUMMARY_LENGTH) ? text
				: text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SUMMARY_LENGTH))) + "…";
	}

}
