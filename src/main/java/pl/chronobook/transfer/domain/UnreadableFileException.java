package pl.chronobook.transfer.domain;

/**
 * An uploaded file cannot be imported at all.
 */
public class UnreadableFileException extends RuntimeException {

	private final FileProblem problem;

	private final String detail;

	UnreadableFileException(FileProblem problem) {
		this(problem, "");
	}

	UnreadableFileException(FileProblem problem, String detail) {
		super("%s %s".formatted(problem, detail));
		this.problem = problem;
		this.detail = detail;
	}

	public FileProblem problem() {
		return this.problem;
	}

	/**
	 * What the message names, such as the missing columns; empty for most problems.
	 */
	public String detail() {
		return this.detail;
	}

}
