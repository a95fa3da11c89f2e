@NullMarked
package pl.chronobook.reading.domain;

import org.jspecify.annotations.NullMarked;
