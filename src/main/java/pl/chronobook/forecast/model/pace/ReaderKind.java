package pl.chronobook.forecast.model.pace;

/**
 * A kind of reader.
 *
 * @param weight the weight of the kind among all kinds
 * @param prior the prior of the pace of such readers
 * @param pause the pauses of such readers
 */
public record ReaderKind(double weight, Prior prior, Pause pause) {
}
