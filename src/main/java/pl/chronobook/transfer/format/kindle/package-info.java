/**
 * Reading sessions from Amazon's data export.
 */
@NullMarked
package pl.chronobook.transfer.format.kindle;

import org.jspecify.annotations.NullMarked;
