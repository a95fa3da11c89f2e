package pl.chronobook.transfer;

/**
 * The states of an import; the name for the reader is {@code transfer.state.NAME}.
 */
public enum ImportState {

	/** The preview waits for the reader. */
	WAITING,

	/** It is confirmed and runs, or will run soon. */
	CONFIRMED,

	/** Everything is stored. */
	DONE,

	/** It failed, and nothing is stored. */
	FAILED,

	/** It was undone. */
	UNDONE

}
