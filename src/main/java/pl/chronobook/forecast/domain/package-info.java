@NullMarked
package pl.chronobook.forecast.domain;

import org.jspecify.annotations.NullMarked;
