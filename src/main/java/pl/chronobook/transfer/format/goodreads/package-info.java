/**
 * Exports of Goodreads.
 */
@NullMarked
package pl.chronobook.transfer.format.goodreads;

import org.jspecify.annotations.NullMarked;
