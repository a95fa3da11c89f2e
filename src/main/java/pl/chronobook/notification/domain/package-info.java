/**
 * Notices events, and stores and sends messages about them.
 */
@NullMarked
package pl.chronobook.notification.domain;

import org.jspecify.annotations.NullMarked;
