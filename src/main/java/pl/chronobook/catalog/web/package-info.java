/**
 * Pages of the catalog: the search, the barcode scanner, the form for a typed-in book,
 * and the addresses of covers.
 */
@NullMarked
package pl.chronobook.catalog.web;

import org.jspecify.annotations.NullMarked;
