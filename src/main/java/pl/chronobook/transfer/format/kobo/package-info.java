/**
 * The database of Kobo e-readers.
 */
@NullMarked
package pl.chronobook.transfer.format.kobo;

import org.jspecify.annotations.NullMarked;
