/**
 * Who is reading: registration, sign-in, sessions and the account's end.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package pl.chronobook.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
