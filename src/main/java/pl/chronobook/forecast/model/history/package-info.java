/**
 * A reader's past and plans in the reader's own calendar days.
 */
@NamedInterface("history")
@NullMarked
package pl.chronobook.forecast.model.history;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
