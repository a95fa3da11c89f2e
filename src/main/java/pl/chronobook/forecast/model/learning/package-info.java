/**
 * Training: a reader's model, the population that it starts from, and the constants of
 * the engine.
 */
@NamedInterface("learning")
@NullMarked
package pl.chronobook.forecast.model.learning;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
