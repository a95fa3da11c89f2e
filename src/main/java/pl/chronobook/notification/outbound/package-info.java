/**
 * Messages to push services and webhooks, with the necessary cryptography.
 */
@NullMarked
package pl.chronobook.notification.outbound;

import org.jspecify.annotations.NullMarked;
