@NullMarked
package pl.chronobook.catalog.web;

import org.jspecify.annotations.NullMarked;
