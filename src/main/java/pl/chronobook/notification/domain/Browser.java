package pl.chronobook.notification.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.notification.SubscriptionId;

/**
 * A browser that gets messages.
 *
 * @param id its id
 * @param fingerprint SHA-256 of its address in hexadecimal, by which a browser finds
 * itself in the list
 * @param name its name, such as „Firefox, Windows”
 * @param createdAt the time at which it was added
 * @param last the last message to it; null before the first
 */
public record Browser(SubscriptionId id, String fingerprint, String name, Instant createdAt, @Nullable Delivery last) {
}
