package pl.chronobook.catalog.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider gives no usable answer. The message can be logged: it contains neither
 * addresses nor content of the provider.
 */
public class ProviderUnavailableException extends RuntimeException {

	public ProviderUnavailableException(String message) {
		super(message);
	}

	public ProviderUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
