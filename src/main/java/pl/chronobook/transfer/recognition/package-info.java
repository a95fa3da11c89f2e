/**
 * Recognition of the formats of uploaded files.
 */
@NullMarked
package pl.chronobook.transfer.recognition;

import org.jspecify.annotations.NullMarked;
