package pl.chronobook.identity;

/**
 * A reader changed the time zone or the hour at which the day ends, so all moments map to
 * days anew.
 *
 * @param reader the reader
 */
public record ReaderDaysChanged(ReaderId reader) {
}
