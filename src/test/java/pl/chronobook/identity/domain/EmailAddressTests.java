package pl.chronobook.identity.domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailAddressTests {

	@Test
	void notationsOfOneMailboxAreTheSameAddress() {
		assertThat(EmailAddress.parse("  Ania.Nowak+Ksiazki@Example.ORG\t"))
			.contains(new EmailAddress("ania.nowak+ksiazki@example.org"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ania", "@example.org", "ania@", "ania@example", "ania@.org", "ania@example..org",
			"ania@-example.org", "a b@example.org", "ania@example.org\nx", "ania@exam\u0000ple.org",
			"ania@@example.org", "ąnia@example.org", "ania,ola@example.org" })
	void invalidAddressesAreRefused(String typed) {
		assertThat(EmailAddress.parse(typed)).isEmpty();
	}

	@Test
	void emptyTextIsNoAddress() {
		assertThat(EmailAddress.parse(null)).isEmpty();
	}

	@Test
	void anAddressOf254CharactersIsTheLongest() {
		String label = "d".repeat(62);
		String domain = label + "." + label + "." + label + ".pl";
		String longest = "x".repeat(EmailAddress.MAX_LENGTH - domain.length() - 1) + "@" + domain;
		assertThat(EmailAddress.parse(longest)).isPresent();
		assertThat(EmailAddress.parse("x" + longest)).isEmpty();
	}

	@Test
	void aLocalPartOf64CharactersIsTheLongest() {
		assertThat(EmailAddress.parse("x".repeat(64) + "@example.org")).isPresent();
		assertThat(EmailAddress.parse("x".repeat(65) + "@example.org")).isEmpty();
	}

	@Test
	void onlyLowerCaseIsStored() {
		assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("Ania@example.org"));
	}

}
