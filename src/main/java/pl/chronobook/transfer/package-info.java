/**
 * Carries a reader's history in and out.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading" })
@NullMarked
package pl.chronobook.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
