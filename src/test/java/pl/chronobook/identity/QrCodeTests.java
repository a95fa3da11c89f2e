package pl.chronobook.identity;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QrCodeTests {

	private static final int PIXELS = 4;

	@Test
	void aScannerReadsTheTextFromTheDrawnPath() throws Exception {
		String text = "otpauth://totp/ChronoBook:ania@example.pl?secret=JBSWY3DPEHPK3PXP&issuer=ChronoBook";
		QrCode code = QrCode.of(text);
		assertThat(new QRCodeReader().decode(drawn(code)).getText()).isEqualTo(text);
	}

	@Test
	void refusesATextThatDoesNotFit() {
		assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("x".repeat(3000)));
	}

	private static BinaryBitmap drawn(QrCode code) {
		int side = code.size() * PIXELS;
		int[] pixels = new int[side * side];
		Arrays.fill(pixels, 0xffffff);
		Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(code.path()).results().forEach((module) -> {
			for (int i = 0; i < PIXELS * PIXELS; i++) {
				pixels[(at(module, 2) + i / PIXELS) * side + at(module, 1) + i % PIXELS] = 0;
			}
		});
		return new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(side, side, pixels)));
	}

	private static int at(MatchResult module, int coordinate) {
		return Integer.parseInt(module.group(coordinate)) * PIXELS;
	}

}
