package pl.chronobook.forecast.model.pace;

import java.util.List;

/**
 * The prior of a reader who records sessions: a finite mixture of kinds, which are
 * weighted by how well each has lately forecast the reader's own past.
 *
 * @param kinds at least one
 * @param width factor on the normal scores of the mixture's quantiles that readers in
 * general need
 * @param weekPower power of the density of what was read in a week, as evidence for a
 * kind
 * @param monthPower the same for four weeks
 * @param rangeTrust how many independent past forecasts of the reader weigh as much as
 * the ranges that readers in general need
 */
public record ReaderKinds(List<ReaderKind> kinds, double width, double weekPower, double monthPower,
		double rangeTrust) {

	private static final double LEVEL = 3.6;

	private static final double LEVEL_SD = 0.7;

	private static final double SLOW_DAYS = 365;

	private static final double ONSET = 8;

	/**
	 * Readers with sessions: uneven ones, whose pace moves by a factor of three within
	 * weeks and who pause for long, and even ones. The output of {@code java -jar
	 * ml-training-exec.jar fit --sessions=FILE,FILE --tasks=FILE,FILE --every=4} on 26
	 * readers, in the order in which it is printed.
	 */
	public static final ReaderKinds SESSIONS = of(new double[] { 0.45, 1, 40.664, 86.071, 1, 0.697, 1.1, 0.215, 0.387,
			25, 78.416, 0.945, 0.465, 1.278, 0.6, 1.083, 3.4, 0.5, 2.324, 16 });

	public ReaderKinds {
		kinds = List.copyOf(kinds);
	}

	/** The kinds with the constants that are fitted, in the order of {@code PriorFit}. */
	public static ReaderKinds of(double[] fitted) {
		return new ReaderKinds(List.of(kind(1, fitted, 0), kind(fitted[14], fitted, 7)), fitted[15], fitted[17],
				fitted[18], fitted[19]);
	}

	private static ReaderKind kind(double weight, double[] fitted, int from) {
		Prior prior = new Prior(LEVEL, LEVEL_SD, fitted[from], SLOW_DAYS, fitted[from + 1], fitted[from + 2],
				fitted[from + 3], fitted[from + 4], Prior.FINISHES.bookFastSd(), Prior.FINISHES.bookDispersion(),
				Prior.FINISHES.bookElasticity(), fitted[16], 1, Prior.FINISHES.patience(), 0);
		return new ReaderKind(weight, prior, new Pause(fitted[from + 5], ONSET, fitted[from + 6]));
	}

	/** The same kinds, with the pace expected to be {@code pagesPerDay} on average. */
	public ReaderKinds withMeanPace(double pagesPerDay) {
		return new ReaderKinds(kinds.stream()
			.map(kind -> new ReaderKind(kind.weight(), kind.prior().withMeanPace(pagesPerDay), kind.pause()))
			.toList(), width, weekPower, monthPower, rangeTrust);
	}

}
