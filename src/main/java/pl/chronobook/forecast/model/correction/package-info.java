/**
 * A reader's trained model: its features, the correction that it makes to a forecast, and
 * its stored form.
 */
@NamedInterface("correction")
@NullMarked
package pl.chronobook.forecast.model.correction;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
