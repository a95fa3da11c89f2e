/**
 * The history in a file, independent of its format.
 */
@NullMarked
package pl.chronobook.transfer.history;

import org.jspecify.annotations.NullMarked;
