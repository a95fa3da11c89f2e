package pl.chronobook.notification;

import java.util.UUID;

/**
 * Identifies a browser that gets messages.
 */
public record SubscriptionId(UUID value) {
}
