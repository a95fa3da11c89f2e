/**
 * KOReader's statistics database.
 */
@NullMarked
package pl.chronobook.transfer.format.koreader;

import org.jspecify.annotations.NullMarked;
