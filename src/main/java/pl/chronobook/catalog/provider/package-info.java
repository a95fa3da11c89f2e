/**
 * The providers of book data: calls to their APIs, and the editions that they return.
 */
@NullMarked
package pl.chronobook.catalog.provider;

import org.jspecify.annotations.NullMarked;
