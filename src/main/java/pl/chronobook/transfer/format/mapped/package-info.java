/**
 * Tables whose columns the reader explains.
 */
@NullMarked
package pl.chronobook.transfer.format.mapped;

import org.jspecify.annotations.NullMarked;
