package pl.chronobook.notification.outbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PushEncryptionTests {

	/** The keys and values of the example in RFC 8291, section 5 and appendix A. */
	private static final String MESSAGE = "When I grow up, I want to be a watermelon";

	private static final String SENDER_PUBLIC = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

	private static final String SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

	private static final String BROWSER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

	private static final String BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";

	private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

	private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";

	private static final String BODY = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
			+ "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
			+ "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

	@Test
	void encryptsTheExampleOfRfc8291ToTheLastByte() throws GeneralSecurityException {
		KeyPair sender = new KeyPair(P256.publicKey(bytes(SENDER_PUBLIC)), P256.privateKey(bytes(SENDER_PRIVATE)));

		byte[] body = PushEncryption.encrypt(MESSAGE.getBytes(StandardCharsets.UTF_8),
				BrowserKeys.of(BROWSER_PUBLIC, AUTH), sender, bytes(SALT));

		assertThat(body).isEqualTo(bytes(BODY));
		assertThat(new TestBrowser(bytes(BROWSER_PUBLIC), P256.privateKey(bytes(BROWSER_PRIVATE)), bytes(AUTH))
			.decrypt(body)).isEqualTo(MESSAGE);
	}

	@Test
	void eachMessageHasItsOwnKeyAndSaltAndTheLongestFits() throws GeneralSecurityException {
		TestBrowser browser = TestBrowser.create();
		BrowserKeys keys = BrowserKeys.of(browser.publicKey(), browser.auth());
		String longest = "ż".repeat(PushEncryption.LONGEST / 2);

		byte[] first = PushEncryption.encrypt(longest.getBytes(StandardCharsets.UTF_8), keys);
		byte[] second = PushEncryption.encrypt(longest.getBytes(StandardCharsets.UTF_8), keys);

		assertThat(first).hasSizeLessThanOrEqualTo(4_096).isNotEqualTo(second);
		assertThat(browser.decrypt(first)).isEqualTo(browser.decrypt(second)).isEqualTo(longest);
		assertThat(PushEncryption.encrypt(new byte[PushEncryption.LONGEST], keys)).hasSize(4_096);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PushEncryption.encrypt(new byte[PushEncryption.LONGEST + 1], keys));
	}

	@Test
	void malformedKeysAreRefused() {
		byte[] offTheCurve = bytes(BROWSER_PUBLIC);
		offTheCurve[64] ^= 1;
		assertThatIllegalArgumentException().isThrownBy(() -> new BrowserKeys(offTheCurve, bytes(AUTH)));
		assertThatIllegalArgumentException().isThrownBy(() -> new BrowserKeys(new byte[65], bytes(AUTH)));
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserKeys.of(BROWSER_PUBLIC, "c2hvcnQ"));
		assertThatIllegalArgumentException().isThrownBy(() -> BrowserKeys.of("not base64!", AUTH));
		assertThatIllegalArgumentException().isThrownBy(() -> VapidKeys.of(SENDER_PUBLIC, BROWSER_PRIVATE))
			.withMessageContaining("belong");
		assertThatIllegalArgumentException().isThrownBy(() -> P256.privateKey(new byte[P256.PRIVATE_BYTES]));
	}

	private static byte[] bytes(String text) {
		return Base64.getUrlDecoder().decode(text);
	}

}
