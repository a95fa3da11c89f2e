/**
 * ChronoBook's own files.
 */
@NullMarked
package pl.chronobook.transfer.format.chronobook;

import org.jspecify.annotations.NullMarked;
