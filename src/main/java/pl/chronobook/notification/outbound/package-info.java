/**
 * Messages to push services and webhooks, and the cryptography that they take.
 */
@NullMarked
package pl.chronobook.notification.outbound;

import org.jspecify.annotations.NullMarked;
