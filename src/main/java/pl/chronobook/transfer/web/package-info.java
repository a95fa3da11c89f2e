/**
 * Pages of imports, exports and the help for each program.
 */
@NullMarked
package pl.chronobook.transfer.web;

import org.jspecify.annotations.NullMarked;
