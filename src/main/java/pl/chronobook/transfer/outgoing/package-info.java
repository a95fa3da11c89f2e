/**
 * Exports of a history.
 */
@NullMarked
package pl.chronobook.transfer.outgoing;

import org.jspecify.annotations.NullMarked;
