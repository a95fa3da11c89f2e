/**
 * Pages of the forecast: the dashboard, its explanation and accuracy, the living list and
 * the calendar feed.
 */
@NullMarked
package pl.chronobook.forecast.web;

import org.jspecify.annotations.NullMarked;
