/**
 * Finding books on a list by text, status and the details that the reader has given.
 */
@NullMarked
package pl.chronobook.reading.shelf;

import org.jspecify.annotations.NullMarked;
