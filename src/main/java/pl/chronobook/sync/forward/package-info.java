/**
 * Forwards the progress that devices report to the readers' own sync servers.
 */
@NullMarked
package pl.chronobook.sync.forward;

import org.jspecify.annotations.NullMarked;
