package pl.chronobook.sync.forward;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the forwarding of progress reports.
 *
 * @param secretKey encrypts the keys of readers' own sync servers: 32 bytes in Base64;
 * without it they are stored in clear
 */
@ConfigurationProperties("chronobook.sync")
public record SyncProperties(@Nullable String secretKey) {

	/** Keeps the secret out of logs. */
	@Override
	public String toString() {
		return "SyncProperties";
	}

}
