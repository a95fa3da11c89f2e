package pl.chronobook.transfer.incoming;

import pl.chronobook.transfer.ImportId;

/**
 * A reader has confirmed an import.
 *
 * @param id the import
 */
record ImportConfirmed(ImportId id) {
}
