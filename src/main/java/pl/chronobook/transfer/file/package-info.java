/**
 * Uploaded files as bytes, text and tables, within limits.
 */
@NullMarked
package pl.chronobook.transfer.file;

import org.jspecify.annotations.NullMarked;
