package pl.chronobook.transfer.domain;

/**
 * A row cannot be imported. It carries no stack trace, because a file may have many.
 */
class RejectedRowException extends RuntimeException {

	private final RowProblem problem;

	RejectedRowException(RowProblem problem) {
		super(problem.name(), null, false, false);
		this.problem = problem;
	}

	RowProblem problem() {
		return this.problem;
	}

}
