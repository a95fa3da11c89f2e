package pl.chronobook.notification.outbound;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of notifications.
 *
 * @param vapidPublicKey public key by which push services know this installation, in
 * base64url; without one a pair is generated and stored in the database
 * @param vapidPrivateKey private key that belongs to the public one, in base64url
 * @param vapidSubject the address at which push services can contact the operator: a
 * mailto: or https: address; by default the public address
 */
@ConfigurationProperties("chronobook.notifications")
public record NotificationProperties(@Nullable String vapidPublicKey, @Nullable String vapidPrivateKey,
		@Nullable String vapidSubject) {
}
