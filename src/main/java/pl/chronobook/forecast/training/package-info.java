/**
 * Trained models: training in this process, storage, and loading.
 */
@NullMarked
package pl.chronobook.forecast.training;

import org.jspecify.annotations.NullMarked;
