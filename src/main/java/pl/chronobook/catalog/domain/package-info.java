@NullMarked
package pl.chronobook.catalog.domain;

import org.jspecify.annotations.NullMarked;
