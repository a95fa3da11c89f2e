/**
 * Imports: upload, preview, storing, undo.
 */
@NullMarked
package pl.chronobook.transfer.incoming;

import org.jspecify.annotations.NullMarked;
