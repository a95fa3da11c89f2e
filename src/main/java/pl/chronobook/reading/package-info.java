/**
 * The reading of each reader: the list and its order, statuses, dates and reading
 * sessions.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog" })
@NullMarked
package pl.chronobook.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
