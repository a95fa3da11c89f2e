package pl.chronobook.notification.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import pl.chronobook.notification.outbound.NotificationProperties;
import pl.chronobook.notification.outbound.VapidKeys;

/**
 * Provides the key pair for push services: the configured one, or else a pair that is
 * generated at first use and stored in the database for all instances.
 */
@Component
@EnableConfigurationProperties(NotificationProperties.class)
class VapidKeyStore {

	private final @Nullable VapidKeys configured;

	private final @Nullable String subject;

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile @Nullable VapidKeys made;

	VapidKeyStore(NotificationProperties properties, @Value("${chronobook.public-address:}") String publicAddress,
			JdbcClient jdbc, Clock clock) {
		String publicKey = present(properties.vapidPublicKey());
		String privateKey = present(properties.vapidPrivateKey());
		if ((publicKey == null) != (privateKey == null)) {
			throw new IllegalArgumentException(
					"Set both chronobook.notifications.vapid-public-key and vapid-private-key, or none");
		}
		this.configured = (publicKey != null && privateKey != null) ? VapidKeys.of(publicKey, privateKey) : null;
		String named = present(properties.vapidSubject());
		this.subject = (named != null) ? named : publicAddress.startsWith("https:") ? publicAddress : null;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	VapidKeys keys() {
		VapidKeys known = (this.configured != null) ? this.configured : this.made;
		if (known != null) {
			return known;
		}
		VapidKeys found = find().orElseGet(this::make);
		this.made = found;
		return found;
	}

	/**
	 * Returns the address at which push services can contact the operator; null if none
	 * is configured.
	 */
	@Nullable String subject() {
		return this.subject;
	}

	/**
	 * Generates and stores a pair. Of two instances that do so at once, both use the pair
	 * that was stored first.
	 */
	private VapidKeys make() {
		VapidKeys pair = VapidKeys.generate();
		this.jdbc
			.sql("INSERT INTO vapid_keys (public_key, private_key, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
			.params(pair.publicKey(), pair.privateKey(), Timestamp.from(this.clock.instant()))
			.update();
		return find().orElseThrow();
	}

	private Optional<VapidKeys> find() {
		return this.jdbc.sql("SELECT public_key, private_key FROM vapid_keys")
			.query((row, number) -> VapidKeys.of(row.getString(1), row.getString(2)))
			.optional();
	}

	private static @Nullable String present(@Nullable String setting) {
		return (setting == null || setting.isBlank()) ? null : setting.strip();
	}

}
