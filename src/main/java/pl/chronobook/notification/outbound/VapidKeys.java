package pl.chronobook.notification.outbound;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key pair by which push services recognise this installation: VAPID, RFC 8292.
 */
public final class VapidKeys {

	/** The validity of a token; push services refuse more than 24 hours. */
	private static final Duration VALID = Duration.ofHours(12);

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private static final String HEADER = BASE64
		.encodeToString("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));

	private static final JsonMapper json = JsonMapper.builder().build();

	private final ECPublicKey publicKey;

	private final ECPrivateKey privateKey;

	private VapidKeys(ECPublicKey publicKey, ECPrivateKey privateKey) {
		this.publicKey = publicKey;
		this.privateKey = privateKey;
	}

	/** Generates a new pair. */
	public static VapidKeys generate() {
		KeyPair pair = P256.generate();
		return new VapidKeys((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
	}

	/**
	 * Parses a pair in base64url, the form of the usual tools.
	 * @throws IllegalArgumentException if the keys are invalid or do not belong together
	 */
	public static VapidKeys of(String publicKey, String privateKey) {
		VapidKeys keys = new VapidKeys(P256.publicKey(Base64.getUrlDecoder().decode(publicKey.strip())),
				P256.privateKey(Base64.getUrlDecoder().decode(privateKey.strip())));
		byte[] proof = "Do they belong together?".getBytes(StandardCharsets.US_ASCII);
		if (!keys.verifies(proof, keys.sign(proof))) {
			throw new IllegalArgumentException("The private key does not belong to the public one");
		}
		return keys;
	}

	/** Returns the public key in base64url, which a browser needs to subscribe. */
	public String publicKey() {
		return BASE64.encodeToString(P256.encode(this.publicKey));
	}

	/** Returns the private key in base64url. */
	public String privateKey() {
		return BASE64.encodeToString(P256.encode(this.privateKey));
	}

	/**
	 * Returns the header that authenticates this installation to a push service.
	 * @param endpoint the address of the subscription
	 * @param subject the contact address of the operator, {@code mailto:…} or
	 * {@code https://…}; null to leave it out
	 */
	String authorization(URI endpoint, @Nullable String subject, Instant now) {
		String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
		String claims = json.writeValueAsString(new Claims(origin, now.plus(VALID).getEpochSecond(), subject));
		String content = HEADER + "." + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
		return "vapid t=" + content + "." + BASE64.encodeToString(sign(content.getBytes(StandardCharsets.US_ASCII)))
				+ ", k=" + publicKey();
	}

	private byte[] sign(byte[] content) {
		try {
			Signature signature = signature();
			signature.initSign(this.privateKey);
			signature.update(content);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has this algorithm", ex);
		}
	}

	private boolean verifies(byte[] content, byte[] signed) {
		try {
			Signature signature = signature();
			signature.initVerify(this.publicKey);
			signature.update(content);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has this algorithm", ex);
		}
	}

	private static Signature signature() throws GeneralSecurityException {
		return Signature.getInstance("SHA256withECDSAinP1363Format");
	}

	/**
	 * The claims of the token.
	 *
	 * @param aud the origin of the push service
	 * @param exp the time of its expiry, in seconds
	 * @param sub the contact address of the operator; left out if null
	 */
	private record Claims(String aud, long exp, @JsonInclude(Include.NON_NULL) @Nullable String sub) {
	}

}
