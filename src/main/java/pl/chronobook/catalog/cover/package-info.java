@NullMarked
package pl.chronobook.catalog.cover;

import org.jspecify.annotations.NullMarked;
