/**
 * Lists of titles that readers paste in place of a file.
 */
@NullMarked
package pl.chronobook.transfer.format.pasted;

import org.jspecify.annotations.NullMarked;
