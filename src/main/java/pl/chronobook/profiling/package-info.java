/**
 * Sends profiles of this process to Pyroscope, each sample with the request that it was
 * taken in, so that a slow trace leads to what its code did.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package pl.chronobook.profiling;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
