/**
 * The list, the sessions and the timer of a reader, and the stored facts that other
 * modules read.
 */
@NullMarked
package pl.chronobook.reading.domain;

import org.jspecify.annotations.NullMarked;
