package pl.chronobook.sync.domain;

/**
 * The hardware or system on which KOReader runs. The protocol does not depend on it, but
 * the way to start the program does.
 */
public enum DeviceKind {

	KOBO, KINDLE, POCKETBOOK, ANDROID, COMPUTER, OTHER

}
