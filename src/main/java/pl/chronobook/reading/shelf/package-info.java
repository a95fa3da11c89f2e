/**
 * Finding books on a list by text, status and what the reader said about them.
 */
@NullMarked
package pl.chronobook.reading.shelf;

import org.jspecify.annotations.NullMarked;
