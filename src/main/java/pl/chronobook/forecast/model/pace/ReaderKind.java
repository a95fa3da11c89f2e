package pl.chronobook.forecast.model.pace;

/**
 * A kind of reader.
 *
 * @param weight how common the kind is, against the others
 * @param prior how the pace of such readers moves
 * @param pause how they pause
 */
public record ReaderKind(double weight, Prior prior, Pause pause) {
}
