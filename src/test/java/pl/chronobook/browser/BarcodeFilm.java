package pl.chronobook.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A film for a camera that does not exist: it shows the EAN-13 barcodes of books, one
 * after the other.
 */
final class BarcodeFilm {

	private static final int WIDTH = 640;

	private static final int HEIGHT = 480;

	private static final int FRAMES_EACH = 20;

	private static final int MODULE = 4;

	/** The left-hand digits with odd parity; even parity is their mirrored complement. */
	private static final String[] DIGITS = { "0001101", "0011001", "0010011", "0111101", "0100011", "0110001",
			"0101111", "0111011", "0110111", "0001011" };

	/** The positions of even parity, by the first digit. */
	private static final String[] PARITY = { "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL",
			"LGLGLG", "LGLGGL", "LGGLGL" };

	private BarcodeFilm() {
	}

	/**
	 * Writes a film of the codes as uncompressed Y4M.
	 */
	static void write(Path file, List<String> codes) {
		try (OutputStream film = new BufferedOutputStream(Files.newOutputStream(file))) {
			film.write("YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n".formatted(WIDTH, HEIGHT)
				.getBytes(StandardCharsets.US_ASCII));
			for (String code : codes) {
				byte[] frame = frame(code);
				for (int i = 0; i < FRAMES_EACH; i++) {
					film.write(frame);
				}
			}
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static byte[] frame(String code) {
		BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
		Graphics2D pen = picture.createGraphics();
		pen.setColor(Color.WHITE);
		pen.fillRect(0, 0, WIDTH, HEIGHT);
		pen.setColor(Color.BLACK);
		String bars = bars(code);
		int left = (WIDTH - bars.length() * MODULE) / 2;
		for (int i = 0; i < bars.length(); i++) {
			if (bars.charAt(i) == '1') {
				pen.fillRect(left + i * MODULE, 120, MODULE, 240);
			}
		}
		pen.dispose();
		byte[] header = "FRAME\n".getBytes(StandardCharsets.US_ASCII);
		byte[] frame = new byte[header.length + WIDTH * HEIGHT * 3 / 2];
		System.arraycopy(header, 0, frame, 0, header.length);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				frame[header.length + y * WIDTH + x] = (byte) picture.getRaster().getSample(x, y, 0);
			}
		}
		java.util.Arrays.fill(frame, header.length + WIDTH * HEIGHT, frame.length, (byte) 128);
		return frame;
	}

	private static String bars(String code) {
		String parity = PARITY[code.charAt(0) - '0'];
		StringBuilder bars = new StringBuilder("101");
		for (int i = 1; i <= 6; i++) {
			String digit = DIGITS[code.charAt(i) - '0'];
			bars.append((parity.charAt(i - 1) == 'L') ? digit : new StringBuilder(complement(digit)).reverse());
		}
		bars.append("01010");
		for (int i = 7; i <= 12; i++) {
			bars.append(complement(DIGITS[code.charAt(i) - '0']));
		}
		return bars.append("101").toString();
	}

	private static String complement(String digit) {
		return digit.replace('0', 'x').replace('1', '0').replace('x', '1');
	}

}
