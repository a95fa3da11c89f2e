/**
 * Readers' private ratings and notes.
 */
@NullMarked
package pl.chronobook.reading.opinion;

import org.jspecify.annotations.NullMarked;
