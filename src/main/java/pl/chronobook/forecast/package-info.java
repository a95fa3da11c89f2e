/**
 * Forecasts of when the list will be finished, their snapshots, and the dashboard.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading", "reading :: picture" })
@NullMarked
package pl.chronobook.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
