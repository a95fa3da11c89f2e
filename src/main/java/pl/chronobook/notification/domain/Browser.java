package pl.chronobook.notification.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import pl.chronobook.notification.SubscriptionId;

/**
 * A browser that gets messages.
 *
 * @param id which
 * @param fingerprint SHA-256 of its address in hexadecimal, by which a browser knows
 * itself in the list
 * @param name what it calls itself, such as „Firefox, Windows”
 * @param createdAt since when
 * @param last the last message to it; null before the first
 */
public record Browser(SubscriptionId id, String fingerprint, String name, Instant createdAt, @Nullable Delivery last) {
}
