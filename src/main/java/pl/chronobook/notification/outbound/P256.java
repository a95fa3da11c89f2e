package pl.chronobook.notification.outbound;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

/**
 * Keys on the curve P-256 in the form in which web push sends them: a public key is an
 * uncompressed point of 65 bytes, a private key a number of 32 bytes.
 */
final class P256 {

	static final int PUBLIC_BYTES = 65;

	static final int PRIVATE_BYTES = 32;

	private static final byte UNCOMPRESSED = 4;

	private static final String CURVE = "secp256r1";

	private P256() {
	}

	static KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(CURVE));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK knows P-256", ex);
		}
	}

	/**
	 * Reads a public key.
	 * @throws IllegalArgumentException if the bytes are no point of the curve
	 */
	static ECPublicKey publicKey(byte[] point) {
		if (point.length != PUBLIC_BYTES || point[0] != UNCOMPRESSED) {
			throw new IllegalArgumentException("A public key has 65 bytes and is not compressed");
		}
		ECPoint read = new ECPoint(new BigInteger(1, point, 1, PRIVATE_BYTES),
				new BigInteger(1, point, 1 + PRIVATE_BYTES, PRIVATE_BYTES));
		if (!isOnCurve(read)) {
			throw new IllegalArgumentException("The point is not on the curve");
		}
		try {
			return (ECPublicKey) KeyFactory.getInstance("EC")
				.generatePublic(new ECPublicKeySpec(read, Parameters.OF_CURVE));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("No public key", ex);
		}
	}

	/**
	 * Reads a private key.
	 * @throws IllegalArgumentException if the bytes are no private key of the curve
	 */
	static ECPrivateKey privateKey(byte[] number) {
		BigInteger value = new BigInteger(1, number);
		if (number.length != PRIVATE_BYTES || value.signum() == 0
				|| value.compareTo(Parameters.OF_CURVE.getOrder()) >= 0) {
			throw new IllegalArgumentException("A private key has 32 bytes");
		}
		try {
			return (ECPrivateKey) KeyFactory.getInstance("EC")
				.generatePrivate(new ECPrivateKeySpec(value, Parameters.OF_CURVE));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("No private key", ex);
		}
	}

	static byte[] encode(ECPublicKey key) {
		byte[] point = new byte[PUBLIC_BYTES];
		point[0] = UNCOMPRESSED;
		put(key.getW().getAffineX(), point, 1);
		put(key.getW().getAffineY(), point, 1 + PRIVATE_BYTES);
		return point;
	}

	static byte[] encode(ECPrivateKey key) {
		byte[] number = new byte[PRIVATE_BYTES];
		put(key.getS(), number, 0);
		return number;
	}

	private static void put(BigInteger number, byte[] target, int at) {
		byte[] bytes = number.toByteArray();
		int length = Math.min(bytes.length, PRIVATE_BYTES);
		System.arraycopy(bytes, bytes.length - length, target, at + PRIVATE_BYTES - length, length);
	}

	/**
	 * Returns whether a point is on the curve. Combining a point off the curve with a
	 * private key would reveal the key to the sender of the point.
	 */
	private static boolean isOnCurve(ECPoint point) {
		EllipticCurve curve = Parameters.OF_CURVE.getCurve();
		BigInteger p = ((ECFieldFp) curve.getField()).getP();
		BigInteger x = point.getAffineX();
		BigInteger y = point.getAffineY();
		return x.compareTo(p) < 0 && y.compareTo(p) < 0
				&& y.multiply(y)
					.subtract(x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()))
					.mod(p)
					.signum() == 0;
	}

	private static final class Parameters {

		private static final ECParameterSpec OF_CURVE = find();

		private static ECParameterSpec find() {
			try {
				AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
				parameters.init(new ECGenParameterSpec(CURVE));
				return parameters.getParameterSpec(ECParameterSpec.class);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("Every JDK knows P-256", ex);
			}
		}

	}

}
