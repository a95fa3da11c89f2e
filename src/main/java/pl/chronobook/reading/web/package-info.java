@NullMarked
package pl.chronobook.reading.web;

import org.jspecify.annotations.NullMarked;
