package pl.chronobook.training;

import java.util.UUID;

/**
 * How much there is to learn from one reader.
 *
 * @param revision the revision of the reader's list at which the rest was counted
 * @param sessions reading sessions
 * @param readings books read to the end, with a date
 */
record ReaderData(UUID reader, long revision, long sessions, long readings) {
}
