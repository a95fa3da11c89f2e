package pl.chronobook.transfer.domain;

/**
 * A reader has decided to import.
 *
 * @param id what
 */
record ImportConfirmed(ImportId id) {
}
