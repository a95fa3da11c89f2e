/**
 * Secret addresses of the calendar feed.
 */
@NullMarked
package pl.chronobook.forecast.feed;

import org.jspecify.annotations.NullMarked;
