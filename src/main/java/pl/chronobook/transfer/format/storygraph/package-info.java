/**
 * Exports of StoryGraph.
 */
@NullMarked
package pl.chronobook.transfer.format.storygraph;

import org.jspecify.annotations.NullMarked;
