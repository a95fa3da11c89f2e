/**
 * The application: starts the modules and holds what belongs to none of them.
 */
@NullMarked
package pl.chronobook;

import org.jspecify.annotations.NullMarked;
