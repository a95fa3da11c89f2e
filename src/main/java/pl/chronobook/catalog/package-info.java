/**
 * The books: searched at providers of book data or typed in by readers, with their
 * covers.
 */
@ApplicationModule(allowedDependencies = { "identity" })
@NullMarked
package pl.chronobook.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
