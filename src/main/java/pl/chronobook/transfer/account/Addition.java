package pl.chronobook.transfer.account;

/**
 * A change, besides the history, that an archive would make to an account.
 *
 * @param part name of the part of the archive
 * @param what the kind of change within the part; its text is {@code
 * transfer.part.PART.WHAT}
 * @param value the new value: a text, a day, or a count
 */
public record Addition(String part, String what, Object value) {
}
