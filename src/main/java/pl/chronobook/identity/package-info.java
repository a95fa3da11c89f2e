/**
 * The readers: registration, sign-in, sessions and the deletion of accounts.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package pl.chronobook.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
