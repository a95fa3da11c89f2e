package pl.chronobook.forecast.web.planning;

/**
 * A probability in per cent and in words.
 *
 * @param percent from 0 to 100
 * @param words the words for it
 */
public record Likelihood(int percent, Words words) {

	private static final int DOTS = 20;

	public static Likelihood of(double probability) {
		int percent = (int) Math.round(100 * probability);
		for (Words words : Words.values()) {
			if (percent >= words.least) {
				return new Likelihood(percent, words);
			}
		}
		return new Likelihood(percent, Words.HARDLY);
	}

	/** Returns the probability as a number of dots out of {@value #DOTS}, rounded. */
	public int chances() {
		return Math.round((float) this.percent * DOTS / 100);
	}

	/**
	 * The words, from high to low, each with the least per cent that it stands for; the
	 * text for the reader is {@code forecast.likelihood.WORDS}.
	 */
	enum Words {

		SURELY(95), LIKELY(75), RATHER(58), EVEN(42), DOUBTFUL(25), UNLIKELY(5), HARDLY(0);

		private final int least;

		Words(int least) {
			this.least = least;
		}

	}

}
