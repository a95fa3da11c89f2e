package pl.chronobook.identity;

/**
 * A reader's days begin and end at other moments than before.
 *
 * @param reader whose days
 */
public record ReaderDaysChanged(ReaderId reader) {
}
