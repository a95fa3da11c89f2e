package pl.chronobook.transfer.domain;

/**
 * An uploaded file cannot be imported at all.
 */
public class UnreadableFileException extends RuntimeException {

	private final FileProblem problem;

	private final String detail;

	private final String file;

	UnreadableFileException(FileProblem problem) {
		this(problem, "");
	}

	UnreadableFileException(FileProblem problem, String detail) {
		this(problem, detail, "");
	}

	private UnreadableFileException(FileProblem problem, String detail, String file) {
		super("%s %s".formatted(problem, detail));
		this.problem = problem;
		this.detail = detail;
		this.file = file;
	}

	/** The same, saying which of several files it is. */
	UnreadableFileException of(String name) {
		return new UnreadableFileException(this.problem, this.detail, name);
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

	/**
	 * Which of several files it is; empty if there is only one.
	 */
	public String file() {
		return this.file;
	}

}
