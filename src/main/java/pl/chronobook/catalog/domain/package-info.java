/**
 * The stored books, and the search that merges them with those of the providers.
 */
@NullMarked
package pl.chronobook.catalog.domain;

import org.jspecify.annotations.NullMarked;
