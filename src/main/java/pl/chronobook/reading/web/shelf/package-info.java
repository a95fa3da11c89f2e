/**
 * The search of the list with its filters, and the books as the pages of the list show
 * them.
 */
@NullMarked
package pl.chronobook.reading.web.shelf;

import org.jspecify.annotations.NullMarked;
