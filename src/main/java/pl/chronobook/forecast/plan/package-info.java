/**
 * Plans of readers: an assumed pace, a deadline, a yearly goal, and periods with less
 * reading or more.
 */
@NullMarked
package pl.chronobook.forecast.plan;

import org.jspecify.annotations.NullMarked;
