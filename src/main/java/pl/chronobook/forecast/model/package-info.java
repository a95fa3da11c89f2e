/**
 * The forecast engine: a reader's history in, dates with honest ranges out. Plain Java,
 * deterministic, without Spring; the training job uses it too.
 */
@NamedInterface("model")
@NullMarked
package pl.chronobook.forecast.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
