package pl.chronobook.sync.forward;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.stereotype.Component;

/**
 * Encrypts and decrypts the keys of readers' own sync servers. A key has to be sent
 * unchanged, so it cannot be stored as a hash. Without a configured secret keys are
 * stored in clear.
 */
@Component
@EnableConfigurationProperties(SyncProperties.class)
class ServerKeys {

	private static final byte PLAIN = 0;

	private static final byte ENCRYPTED = 1;

	private final @Nullable BytesEncryptor encryptor;

	ServerKeys(SyncProperties properties) {
		String secret = properties.secretKey();
		this.encryptor = (secret == null || secret.isBlank()) ? null : encryptor(secret.strip());
	}

	private static BytesEncryptor encryptor(String secret) {
		byte[] key = Base64.getDecoder().decode(secret);
		if (key.length != 32) {
			throw new IllegalArgumentException("chronobook.sync.secret-key is not 32 bytes in Base64");
		}
		return AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
	}

	byte[] seal(String key) {
		byte[] plain = key.getBytes(StandardCharsets.UTF_8);
		return (this.encryptor != null) ? marked(ENCRYPTED, this.encryptor.encrypt(plain)) : marked(PLAIN, plain);
	}

	/**
	 * Decrypts a stored key.
	 * @return empty if it was encrypted with another secret
	 */
	Optional<String> open(byte[] stored) {
		byte[] content = Arrays.copyOfRange(stored, 1, stored.length);
		if (stored[0] == PLAIN) {
			return Optional.of(new String(content, StandardCharsets.UTF_8));
		}
		try {
			return Optional.ofNullable(this.encryptor)
				.map((decryptor) -> new String(decryptor.decrypt(content), StandardCharsets.UTF_8));
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static byte[] marked(byte mark, byte[] content) {
		byte[] marked = new byte[content.length + 1];
		marked[0] = mark;
		System.arraycopy(content, 0, marked, 1, content.length);
		return marked;
	}

}
