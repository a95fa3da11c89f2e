/**
 * Sends requests to addresses that readers give, but never to the private network of the
 * application itself.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package pl.chronobook.outbound;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
