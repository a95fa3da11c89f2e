@NullMarked
package pl.chronobook.catalog.provider;

import org.jspecify.annotations.NullMarked;
