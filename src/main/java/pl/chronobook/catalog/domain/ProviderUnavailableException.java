package pl.chronobook.catalog.domain;

import org.jspecify.annotations.Nullable;

/**
 * A provider gives no answer that can be understood. The message is ours: it carries
 * neither addresses nor what the provider sent.
 */
class ProviderUnavailableException extends RuntimeException {

	ProviderUnavailableException(String message) {
		super(message);
	}

	ProviderUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
