package pl.chronobook.identity;

/**
 * A demo account was created for a visitor. Published inside the transaction that creates
 * the account, for the listener that adds a made-up history.
 *
 * @param reader the owner of the account
 */
public record DemoStarted(ReaderId reader) {
}
