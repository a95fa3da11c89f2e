package pl.chronobook.identity;

import java.time.ZoneId;

/**
 * The settings of an account. A setting counts as chosen once its reader has saved it;
 * until then it is a guess, which an import may replace.
 *
 * @param zone the zone in which the reader's days begin and end
 * @param zoneChosen whether the reader chose it
 * @param dayEndsAt hours after midnight, 0 to 6, at which the reader's day ends
 * @param dayEndChosen whether the reader chose it
 */
public record ReaderSettings(ZoneId zone, boolean zoneChosen, int dayEndsAt, boolean dayEndChosen) {
}
