package pl.chronobook.identity;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code that a page draws as SVG, by the template {@code fragments/qr}. Text that a
 * reader's other device has to learn, such as a secret or an address, is scanned instead
 * of typed.
 *
 * @param size modules on each side, with the quiet zone of four modules that scanners
 * need
 * @param path the dark modules as the path data of an SVG whose view box is
 * {@code 0 0 size size}
 */
public record QrCode(int size, String path) {

	private static final int QUIET_ZONE = 4;

	/**
	 * Encodes a text. Up to 15 % of the picture may be unreadable.
	 * @throws IllegalArgumentException if the text is longer than a QR code can hold,
	 * about 2,300 bytes
	 */
	public static QrCode of(String text) {
		try {
			ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
			return new QrCode(modules.getWidth() + 2 * QUIET_ZONE, path(modules));
		}
		catch (WriterException ex) {
			throw new IllegalArgumentException("Too long for a QR code", ex);
		}
	}

	private static String path(ByteMatrix modules) {
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < modules.getHeight(); y++) {
			for (int x = 0; x < modules.getWidth(); x++) {
				if (modules.get(x, y) == 1) {
					path.append('M').append(x + QUIET_ZONE).append(' ').append(y + QUIET_ZONE).append("h1v1h-1z");
				}
			}
		}
		return path.toString();
	}

}
