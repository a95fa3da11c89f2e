package pl.chronobook.identity;

import java.time.ZoneId;

/**
 * What other modules may know of a reader.
 *
 * @param id whose it is
 * @param zone the zone in which the reader's days begin and end
 * @param demo whether the account shows a made-up history
 */
public record Reader(ReaderId id, ZoneId zone, boolean demo) {
}
