/**
 * The page of notifications.
 */
@NullMarked
package pl.chronobook.notification.web;

import org.jspecify.annotations.NullMarked;
