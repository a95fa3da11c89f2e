/**
 * The interface that each format of a table implements.
 */
@NullMarked
package pl.chronobook.transfer.format;

import org.jspecify.annotations.NullMarked;
