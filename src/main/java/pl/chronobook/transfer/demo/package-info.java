/**
 * The demo account and its made-up history.
 */
@NullMarked
package pl.chronobook.transfer.demo;

import org.jspecify.annotations.NullMarked;
