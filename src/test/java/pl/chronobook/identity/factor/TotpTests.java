package pl.chronobook.identity.factor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TotpTests {

	/** The secret of the test vectors in RFC 6238, appendix B. */
	private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	@ParameterizedTest
	@CsvSource({ "59, 94287082", "1111111109, 07081804", "1111111111, 14050471", "1234567890, 89005924",
			"2000000000, 69279037", "20000000000, 65353130" })
	void computesTheCodesOfTheStandard(long second, String code) {
		assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)), 8)).isEqualTo(code);
	}

	@Test
	void aCodeHasSixDigitsEvenWhenItBeginsWithZeros() {
		assertThat(Totp.code(SECRET, 37_037_036, Totp.DIGITS)).hasSize(6).isEqualTo("081804");
	}

}
