/**
 * Tables of reading sessions.
 */
@NullMarked
package pl.chronobook.transfer.format.sessions;

import org.jspecify.annotations.NullMarked;
