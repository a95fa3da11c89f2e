/**
 * The application: starts the modules and brings what none of them owns.
 */
@NullMarked
package pl.chronobook;

import org.jspecify.annotations.NullMarked;
