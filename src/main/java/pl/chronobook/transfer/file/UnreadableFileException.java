package pl.chronobook.transfer.file;

/**
 * An uploaded file cannot be imported at all. It carries no stack trace, because an
 * archive may hold many such files.
 */
public class UnreadableFileException extends RuntimeException {

	private final FileProblem problem;

	private final String detail;

	private final String file;

	public UnreadableFileException(FileProblem problem) {
		this(problem, "");
	}

	public UnreadableFileException(FileProblem problem, String detail) {
		this(problem, detail, "");
	}

	private UnreadableFileException(FileProblem problem, String detail, String file) {
		super("%s %s".formatted(problem, detail), null, false, false);
		this.problem = problem;
		this.detail = detail;
		this.file = file;
	}

	/**
	 * Returns the same exception with the name of the file, for uploads of several files.
	 */
	public UnreadableFileException of(String name) {
		return new UnreadableFileException(this.problem, this.detail, name);
	}

	public FileProblem problem() {
		return this.problem;
	}

	/**
	 * Returns the details of the message, such as the missing columns; empty for most
	 * problems.
	 */
	public String detail() {
		return this.detail;
	}

	/**
	 * Returns the name of the file; empty if there is only one.
	 */
	public String file() {
		return this.file;
	}

}
