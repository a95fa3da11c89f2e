package pl.chronobook.identity.domain;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pl.chronobook.identity.domain.PasswordPolicy.Weakness;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordPolicyTests {

	private static final EmailAddress EMAIL = new EmailAddress("ania.czytelniczka@example.org");

	private final PasswordPolicy policy = new PasswordPolicy();

	@ParameterizedTest
	@ValueSource(strings = { "lubię stare mapy i herbatę", "krzesło zachmurzone siedem wiosło", "vR7#kq!pZ2mL",
			"hej tramwaj ucieka znowu", "zielony parasol 42", "🦊🦉🐝 las szumi nocą" })
	void passphrasesAndRandomPasswordsAreFine(String password) {
		assertThat(this.policy.weaknessOf(password, EMAIL)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "zaq12wsxcde3", "qwertyuiop12", "password1234", "polska123456", "Polska123456!",
			"aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "123456789012", "haslohaslo12", "Hasło1234567",
			"mateusz19871", "kochamcie123", "misiaczek123", "lewandowski9", "warszawa2024", "chronobook12",
			"p@ssw0rd1234", "1qaz2wsx3edc", "qwerty123456", "12.03.1987.12", "dupadupadupa", "            ",
			"ania.czytelniczka", "ania.czytelniczka1", "correct horse battery staple", "Correct-Horse-Battery-Staple",
			"Krakow2024!Krakow", "Warszawa1944Warszawa", "litwo ojczyzno moja", "Ala ma kota 123" })
	void guessablePasswordsAreRefused(String password) {
		assertThat(this.policy.weaknessOf(password, EMAIL)).isPresent();
	}

	@Test
	void passwordHasAtLeastTwelveCharacters() {
		assertThat(this.policy.weaknessOf("vR7#kq!pZ2m", EMAIL)).contains(Weakness.TOO_SHORT);
		assertThat(this.policy.weaknessOf("vR7#kq!pZ2mL", EMAIL)).isEmpty();
	}

	@Test
	void charactersOutsideOfTheBasicPlaneCountOnce() {
		assertThat(this.policy.weaknessOf("🦊🦉🐝🦊🦉🐝", EMAIL)).contains(Weakness.TOO_SHORT);
	}

	@Test
	void passwordHasAtMost128Characters() {
		String longest = "vR7#kq!pZ2mL wiosło ".repeat(7).substring(0, 128);
		assertThat(this.policy.weaknessOf(longest, EMAIL)).isEmpty();
		assertThat(this.policy.weaknessOf(longest + "x", EMAIL)).contains(Weakness.TOO_LONG);
	}

	@Test
	void addressIsRefusedAsPassword() {
		assertThat(this.policy.weaknessOf("ANIA.czytelniczka@example.org", EMAIL)).contains(Weakness.IS_EMAIL);
		assertThat(this.policy.weaknessOf(" ania.czytelniczka ", EMAIL)).contains(Weakness.IS_EMAIL);
	}

	@Test
	void longestPasswordIsCheckedWithinSeconds() {
		String hard = "p@ssw0rd1qaz2wsx".repeat(8);
		// Other processes do not count
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long begun = threads.getCurrentThreadCpuTime();
		this.policy.weaknessOf(hard, EMAIL);
		assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(3));
	}

}
