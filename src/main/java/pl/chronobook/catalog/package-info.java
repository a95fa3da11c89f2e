/**
 * Which books exist: search at the providers, covers, and books that readers type in.
 */
@ApplicationModule(allowedDependencies = { "identity" })
@NullMarked
package pl.chronobook.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
