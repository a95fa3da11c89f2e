/**
 * Covers of books: pictures from providers, and drawings in their place.
 */
@NullMarked
package pl.chronobook.catalog.cover;

import org.jspecify.annotations.NullMarked;
