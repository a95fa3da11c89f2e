@NullMarked
package pl.chronobook.forecast.web;

import org.jspecify.annotations.NullMarked;
