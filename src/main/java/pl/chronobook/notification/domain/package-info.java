/**
 * Notices what is worth a word, and brings it to the reader.
 */
@NullMarked
package pl.chronobook.notification.domain;

import org.jspecify.annotations.NullMarked;
