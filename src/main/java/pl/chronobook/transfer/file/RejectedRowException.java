package pl.chronobook.transfer.file;

/**
 * A row cannot be imported. It carries no stack trace, because a file may have many.
 */
public class RejectedRowException extends RuntimeException {

	private final RowProblem problem;

	public RejectedRowException(RowProblem problem) {
		super(problem.name(), null, false, false);
		this.problem = problem;
	}

	public RowProblem problem() {
		return this.problem;
	}

}
