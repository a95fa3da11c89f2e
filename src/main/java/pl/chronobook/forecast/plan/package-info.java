/**
 * Plans of readers: an assumed pace, a deadline, and periods with less reading or more.
 */
@NullMarked
package pl.chronobook.forecast.plan;

import org.jspecify.annotations.NullMarked;
