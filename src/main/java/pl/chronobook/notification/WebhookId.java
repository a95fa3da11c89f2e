package pl.chronobook.notification;

import java.util.UUID;

/**
 * Identifies a webhook.
 */
public record WebhookId(UUID value) {
}
