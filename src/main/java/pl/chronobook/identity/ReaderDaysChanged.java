package pl.chronobook.identity;

/**
 * A reader changed the time zone or the hour at which the day ends, so moments may belong
 * to other days than before.
 *
 * @param reader the reader
 */
public record ReaderDaysChanged(ReaderId reader) {
}
