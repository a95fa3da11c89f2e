package pl.chronobook.training;

import java.math.BigInteger;

/**
 * The readers whose hash leaves the remainder {@code index} when divided by
 * {@code count}.
 */
record Partition(int index, int count) {

	private static final int MOST = 10_000;

	Partition {
		if (count < 1 || count > MOST || index < 0 || index >= count) {
			throw new IllegalArgumentException("a partition is i/n with 0 <= i < n: " + index + "/" + count);
		}
	}

	/**
	 * Parses {@code i/n}.
	 * @throws IllegalArgumentException if the text has another form
	 */
	static Partition of(String text) {
		String[] parts = text.split("/", -1);
		if (parts.length != 2) {
			throw new IllegalArgumentException("a partition is i/n: " + text);
		}
		return new Partition(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
	}

	/** Returns one of several equal parts of this partition. */
	Partition slice(int slice, int slices) {
		return new Partition(this.index + this.count * slice, this.count * slices);
	}

	/** Returns whether a reader can belong to both partitions. */
	boolean overlaps(Partition other) {
		int common = BigInteger.valueOf(this.count).gcd(BigInteger.valueOf(other.count)).intValueExact();
		return this.index % common == other.index % common;
	}

	@Override
	public String toString() {
		return this.index + "/" + this.count;
	}

}
