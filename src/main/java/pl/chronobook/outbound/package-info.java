/**
 * Sends requests to addresses that readers give, and never into the network that the
 * application itself stands in.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package pl.chronobook.outbound;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
