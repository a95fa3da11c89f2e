package pl.chronobook.identity;

/**
 * A reader's account is being deleted. Published inside the transaction that deletes it,
 * for listeners that remove what no foreign key removes.
 *
 * @param reader the former owner of the account
 */
public record ReaderDeleted(ReaderId reader) {
}
