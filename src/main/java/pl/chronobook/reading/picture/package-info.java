/**
 * Draws pictures that readers save: texts and shapes become an SVG document, and that a
 * PNG.
 */
@NamedInterface("picture")
@NullMarked
package pl.chronobook.reading.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
