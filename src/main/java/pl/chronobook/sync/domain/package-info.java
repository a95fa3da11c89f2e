/**
 * Devices and their progress reports, the sessions estimated from these, and uploaded
 * statistics.
 */
@NullMarked
package pl.chronobook.sync.domain;

import org.jspecify.annotations.NullMarked;
